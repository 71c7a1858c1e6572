using System.Buffers.Binary;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Installation;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Jupyter.Installation;

public sealed class KernelSpecsTests : IDisposable
{
    private static readonly KernelLaunch Launch = KernelLaunch.Of("/bin/sh", string.Empty, _ => null);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Start_The_Assembly_When_It_Runs_Through_Dotnet()
    {
        var launch = KernelLaunch.Of("/opt/dotnet/dotnet", "/app/ResearchKit.Cli.dll", name => name == "DOTNET_ROOT" ? "/opt/dotnet" : null);

        Assert.Equal(["/opt/dotnet/dotnet", "/app/ResearchKit.Cli.dll", "kernel", "run", "{connection_file}"], launch.Arguments);
        Assert.Equal("/opt/dotnet", launch.Environment["DOTNET_ROOT"]);
        var json = JsonNode.Parse(KernelFile.Write("C#", launch))!;
        Assert.Equal("/opt/dotnet", json["env"]!["DOTNET_ROOT"]!.GetValue<string>());
        Assert.Null(JsonNode.Parse(KernelFile.Write("C#", Launch))!["env"]);
    }

    [Fact]
    public void Should_See_That_The_Name_Is_Taken_In_A_Folder_That_Jupyter_Searches_Later()
    {
        _folder.Write("system/kernels/.NET-CSharp/kernel.json", """{"argv": ["dotnet"], "display_name": "x"}""");
        var specs = Specs(("JUPYTER_PATH", _folder.In("system")));

        var refused = specs.Install(_folder.In("user"), KernelSpecs.CommonName, "C#", Launch);
        Assert.Equal(InstallOutcome.NameTaken, refused.Outcome);
        Assert.Equal(_folder.In("system/kernels/.NET-CSharp"), refused.Other!.Folder);
        Assert.False(Directory.Exists(_folder.In("user")));

        Assert.Equal(InstallOutcome.Installed, specs.Install(_folder.In("user"), KernelSpecs.CommonName, "C#", Launch, force: true).Outcome);
        Assert.Equal([false, true], specs.List().Where(kernel => kernel.Folder.StartsWith(_folder.Path, StringComparison.Ordinal)).Select(kernel => kernel.IsHidden));
    }

    [Fact]
    public void Should_Replace_A_Link_And_Leave_What_It_Leads_To()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        _folder.Write("source/kernel.json", """{"argv": ["/bin/sh"], "metadata": {"researchkit": {}}}""");
        Directory.CreateDirectory(_folder.In("user/kernels"));
        Directory.CreateSymbolicLink(_folder.In("user/kernels/lab"), _folder.In("source"));
        var specs = Specs();

        specs.Install(_folder.In("user"), "lab", "C#", Launch);
        Assert.Null(new DirectoryInfo(_folder.In("user/kernels/lab")).LinkTarget);
        Assert.Single(Directory.GetFiles(_folder.In("source")));

        Directory.CreateSymbolicLink(_folder.In("user/kernels/linked"), _folder.In("source"));
        KernelSpecs.Remove(specs.In(_folder.In("user")).Single(kernel => kernel.Name == "linked"));
        Assert.True(File.Exists(_folder.In("source/kernel.json")));
        Assert.False(Directory.Exists(_folder.In("user/kernels/linked")));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"argv": "x"}""")]
    [InlineData("""{"argv": [1]}""")]
    [InlineData("""{"argv": ["a"], "display_name": 5}""")]
    [InlineData("""{"argv": ["a"], "argv": ["b"]}""")]
    public void Should_List_A_Kernel_With_Its_Problem_When_Its_File_Is_Broken(string content)
    {
        _folder.Write("user/kernels/broken/kernel.json", content);

        var kernel = Assert.Single(Specs().In(_folder.In("user")));

        Assert.StartsWith("kernel.json cannot be read: ", kernel.Problem, StringComparison.Ordinal);
        Assert.False(kernel.IsOurs);
    }

    [Fact]
    public void Should_Tell_Whether_The_Program_Exists()
    {
        Assert.True(KernelFile.CanStart([Environment.ProcessPath!]));
        Assert.True(KernelFile.CanStart([Environment.ProcessPath!, typeof(KernelSpecs).Assembly.Location]));
        Assert.False(KernelFile.CanStart([Environment.ProcessPath!, "/nowhere/x.dll"]));
        Assert.False(KernelFile.CanStart([_folder.In("none")]));
        Assert.False(KernelFile.CanStart(["no-such-program-anywhere"]));
        Assert.False(KernelFile.CanStart([]));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void Should_Draw_A_Png_Of_The_Size_Asked_For(int size)
    {
        var png = KernelLogo.Draw(size);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.InRange(png.Length, 200, 8_000);
        Assert.Equal(png, KernelLogo.Draw(size));
    }

    private KernelSpecs Specs(params (string Name, string Value)[] variables) =>
        new(new JupyterFolders(JupyterPlatform.Unix, _folder.Path, name => name == "JUPYTER_DATA_DIR" ? _folder.In("user") : variables.FirstOrDefault(variable => variable.Name == name).Value));
}
