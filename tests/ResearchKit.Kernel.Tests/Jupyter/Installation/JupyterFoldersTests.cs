using ResearchKit.Kernel.Jupyter.Installation;

namespace ResearchKit.Kernel.Tests.Jupyter.Installation;

public sealed class JupyterFoldersTests
{
    [Fact]
    public void Should_Use_The_Place_Of_Each_System()
    {
        Assert.Equal(Path.Combine("/home/a", ".local", "share", "jupyter"), Of(JupyterPlatform.Unix).User);
        Assert.Equal(Path.Combine("/data", "jupyter"), Of(JupyterPlatform.Unix, ("XDG_DATA_HOME", "/data")).User);
        Assert.Equal(Path.Combine("/home/a", "Library", "Jupyter"), Of(JupyterPlatform.MacOS, ("XDG_DATA_HOME", "/data")).User);
        Assert.Equal(Path.Combine("/roaming", "jupyter"), Of(JupyterPlatform.Windows, ("APPDATA", "/roaming")).User);
        Assert.Equal(Path.Combine("/home/a", "AppData", "Roaming", "jupyter"), Of(JupyterPlatform.Windows).User);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Should_Prefer_The_Variable_On_Every_System(int platform) =>
        Assert.Equal("/mine", Of((JupyterPlatform)platform, ("JUPYTER_DATA_DIR", "/mine"), ("XDG_DATA_HOME", "/x"), ("APPDATA", "/x")).User);

    [Fact]
    public void Should_Look_In_The_Order_Of_Jupyter()
    {
        Assert.Equal(["/home/a/.local/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"], Of(JupyterPlatform.Unix).Search);
        Assert.Equal(
            ["/one", "/two", "/env/share/jupyter", "/home/a/.local/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"],
            Of(JupyterPlatform.Unix, ("JUPYTER_PATH", $"/one{Path.PathSeparator}/two{Path.PathSeparator}/one"), ("CONDA_PREFIX", "/env")).Search);
        Assert.Equal("/home/a/.local/share/jupyter", Of(JupyterPlatform.Unix, ("VIRTUAL_ENV", "/env"), ("JUPYTER_PREFER_ENV_PATH", "0")).Search[0]);
        Assert.Equal("/venv", Of(JupyterPlatform.Unix, ("VIRTUAL_ENV", "/venv"), ("CONDA_PREFIX", "/conda")).ActivePrefix);
    }

    private static JupyterFolders Of(JupyterPlatform platform, params (string Name, string Value)[] variables) =>
        new(platform, "/home/a", name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
