using System.Text.Json;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class KernelCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Install_Both_Names_With_This_Program_When_Folders_Are_Missing()
    {
        var result = await RunAsync("install");

        Assert.Equal(0, result.ExitCode);
        foreach (var name in (string[])["researchkit-csharp", ".net-csharp"])
        {
            var json = JsonDocument.Parse(File.ReadAllText(_folder[$"data/kernels/{name}/kernel.json"])).RootElement;
            Assert.Equal([CliProcess.Executable, "kernel", "run", "{connection_file}"], json.GetProperty("argv").EnumerateArray().Select(item => item.GetString()!));
            Assert.Equal("message", json.GetProperty("interrupt_mode").GetString());
            Assert.Equal("C#", json.GetProperty("language").GetString());
            Assert.False(json.GetProperty("metadata").GetProperty("debugger").GetBoolean());
            Assert.Equal(3, Directory.GetFiles(_folder[$"data/kernels/{name}"]).Length);
        }
    }

    [Fact]
    public async Task Should_Leave_Another_Kernel_Alone_Unless_Forced()
    {
        var other = Other(".net-csharp");

        var polite = await RunAsync("install", "--json");
        Assert.Equal(0, polite.ExitCode);
        Assert.Equal(["installed", "name-taken"], polite.Json.EnumerateArray().Select(item => item.GetProperty("outcome").GetString()));
        Assert.Contains(".net-csharp: another kernel has this name", polite.Error, StringComparison.Ordinal);
        Assert.Contains("other.exe", File.ReadAllText(other), StringComparison.Ordinal);

        var forced = await RunAsync("install", "--force", "--json");
        Assert.Equal(["updated", "replaced"], forced.Json.EnumerateArray().Select(item => item.GetProperty("outcome").GetString()));
        Assert.DoesNotContain("other.exe", File.ReadAllText(other), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["data/kernels/.net-csharp/kernel.js"]));
    }

    [Fact]
    public async Task Should_Fail_When_The_Named_Kernel_Belongs_To_Another_Program()
    {
        Other("lab");

        Assert.Equal(1, (await RunAsync("install", "--name", "lab")).ExitCode);
        var removal = await RunAsync("uninstall", "--name", "lab");
        Assert.Equal(1, removal.ExitCode);
        Assert.Contains("was not installed by this kit", removal.ErrorLine, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["data/kernels/lab/kernel.json"]));

        Assert.Equal(0, (await RunAsync("uninstall", "--name", "lab", "--force")).ExitCode);
        Assert.False(Directory.Exists(_folder["data/kernels/lab"]));
    }

    [Fact]
    public async Task Should_List_Ours_And_Others_With_What_Is_Wrong()
    {
        await RunAsync("install", "--name", "mine", "--display-name", "C# \"é\"");
        Other("other");
        Directory.CreateDirectory(_folder["data/kernels/broken"]);
        File.WriteAllText(_folder["data/kernels/broken/kernel.json"], "{");

        var found = (await RunAsync("list", "--json")).Json.EnumerateArray().Where(item => item.GetProperty("folder").GetString()!.StartsWith(_folder.Path, StringComparison.Ordinal)).ToArray();

        Assert.Equal(["broken", "mine", "other"], found.Select(item => item.GetProperty("name").GetString()));
        Assert.Equal([false, true, false], found.Select(item => item.GetProperty("ours").GetBoolean()));
        Assert.Equal([false, true, false], found.Select(item => item.GetProperty("program_exists").GetBoolean()));
        Assert.Equal("C# \"é\"", found[1].GetProperty("display_name").GetString());
        Assert.NotNull(found[0].GetProperty("problem").GetString());
        var text = await RunAsync("list");
        Assert.Contains("its program is missing: /nowhere/other.exe", text.Output, StringComparison.Ordinal);
        Assert.Contains("installed by this kit", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Remove_Only_What_It_Installed()
    {
        await RunAsync("install");
        Other("other");

        var result = await RunAsync("uninstall", "--json");

        Assert.Equal([".net-csharp", "researchkit-csharp"], result.Json.EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.Equal(["other"], Directory.GetDirectories(_folder["data/kernels"]).Select(Path.GetFileName));
        Assert.Equal("[]", (await RunAsync("uninstall", "--json")).Output.Trim());
    }

    [Fact]
    public async Task Should_Install_Under_A_Prefix_And_Say_When_Jupyter_Does_Not_Look_There()
    {
        var result = await RunAsync("install", "--prefix", _folder["tree"]);

        Assert.Equal(0, result.ExitCode);
        Assert.True(File.Exists(_folder["tree/share/jupyter/kernels/researchkit-csharp/kernel.json"]));
        Assert.Contains("does not look there", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Install_Into_The_Active_Environment()
    {
        var variables = new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = _folder["data"], ["VIRTUAL_ENV"] = _folder["venv"], ["JUPYTER_PATH"] = string.Empty };

        var result = await CliProcess.RunAsync(["kernel", "install", "--sys-prefix"], variables);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.True(File.Exists(_folder["venv/share/jupyter/kernels/researchkit-csharp/kernel.json"]));
    }

    [Theory]
    [InlineData("install", "--name", "../up")]
    [InlineData("install", "--name", "..")]
    [InlineData("install", "--name", "")]
    [InlineData("install", "--display-name", " ")]
    [InlineData("install", "--user", "--sys-prefix")]
    [InlineData("uninstall", "--force")]
    public async Task Should_Write_Nothing_When_The_Command_Line_Is_Wrong(params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.ErrorLine);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync(["kernel", .. arguments], new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = _folder["data"], ["JUPYTER_PATH"] = string.Empty, ["VIRTUAL_ENV"] = string.Empty, ["CONDA_PREFIX"] = string.Empty });

    private string Other(string name)
    {
        var path = _folder[$"data/kernels/{name}/kernel.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, """{"argv": ["/nowhere/other.exe", "{connection_file}"], "display_name": "Other", "language": "C#"}""");
        File.WriteAllText(_folder[$"data/kernels/{name}/kernel.js"], "alert(1)");
        return path;
    }
}
