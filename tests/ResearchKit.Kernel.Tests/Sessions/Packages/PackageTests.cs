using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Packages;

public sealed class PackageTests : SessionTest
{
    private readonly LocalPackages _packages;

    public PackageTests() => _packages = new LocalPackages(Folder);

    protected override SessionOptions Options => new() { CacheFolder = Folder.In("cache") };

    [Fact]
    public async Task Should_Use_A_Package_In_This_And_Later_Cells_And_In_Completion()
    {
        _packages.Add("Tiny.Maths", "1.2.0", "public static class Tiny { public static int Twice(int x) => 2 * x; }");
        Assert.Equal(4, await ValueAsync("#r \"nuget:Tiny.Maths,1.2.0\"\nTiny.Twice(2)"));
        Assert.Equal("display:Getting packages: Tiny.Maths, 1.2.0 ...", Output.Entries[0]);
        Assert.Equal("update:Packages: Tiny.Maths, 1.2.0", Output.Entries[^2]);
        Assert.Equal(6, await ValueAsync("Tiny.Twice(3)"));
        Assert.Contains((await Session.CompleteAsync("Tiny.Tw", 7, TestContext.Current.CancellationToken)).Items, item => item.Text == "Twice");
    }

    [Fact]
    public async Task Should_Bring_What_A_Package_Depends_On()
    {
        _packages.Add("Low", "1.0.0", "public class Low { public static string Name => \"low\"; }");
        _packages.Add("High", "2.0.0", "public class High { public static string Of(string s) => s + \"!\"; }", dependencies: [("Low", "1.0.0")]);
        Assert.Equal("low!", await ValueAsync("#r \"nuget: High\"\nHigh.Of(Low.Name)"));
        Assert.Contains("update:Packages: High, 2.0.0", Output.Entries);
    }

    [Fact]
    public async Task Should_Need_No_Restore_When_The_Same_Packages_Were_Restored_Before()
    {
        _packages.Add("Low", "1.0.0", "public class Low { public static int One => 1; }");
        await ValueAsync("#r \"nuget:Low,1.0.0\"");
        var known = Assert.Single(Directory.GetFiles(Folder.In("cache")));
        Directory.Delete(Folder.In("feed"), recursive: true);
        Assert.Equal(1, await AnewAsync("#r \"nuget:Low,1.0.0\"\nLow.One"));

        // What is not readable, or names files that are gone, is not believed.
        Directory.CreateDirectory(Folder.In("feed"));
        await File.WriteAllTextAsync(known, "{}", TestContext.Current.CancellationToken);
        Assert.Equal(1, await AnewAsync("#r \"nuget:Low,1.0.0\"\nLow.One"));
        Directory.Delete(Folder.In("installed"), recursive: true);
        Assert.Null(await AnewAsync("#r \"nuget:Low,1.0.0\"\nLow.One"));
    }

    [Fact]
    public async Task Should_Add_A_Source_When_A_Cell_Names_A_Folder()
    {
        _packages.Add("Elsewhere", "1.0.0", "public class Elsewhere { public static int One => 1; }", feed: "other");
        Assert.Equal(1, await ValueAsync("#i \"nuget:other\"\n#r \"nuget:Elsewhere,1.0.0\"\nElsewhere.One"));
    }

    [Theory]
    [InlineData("Versions,1.*", "1.5.0")]
    [InlineData("Versions", "2.0.0")]
    [InlineData("Versions,*-*", "3.0.0-beta")]
    [InlineData("Versions,[1.0,1.5)", "1.0.0")]
    public async Task Should_Choose_The_Version_That_The_Reference_Describes(string reference, string version)
    {
        foreach (var each in new[] { "1.0.0", "1.5.0", "2.0.0", "3.0.0-beta" })
        {
            _packages.Add("Versions", each, $"public class Versions {{ public static string Text => \"{each}\"; }}");
        }

        Assert.Equal(version, await ValueAsync($"#r \"nuget:{reference}\"\nVersions.Text"));
    }

    [Fact]
    public async Task Should_Name_Package_And_Line_When_It_Cannot_Be_Had()
    {
        var error = await ErrorAsync("// first\n#r \"nuget:Not.There,1.0.0\"", CellStatus.Rejected);
        Assert.StartsWith("cell 1, line 2: Packages cannot be had (Not.There, 1.0.0): NU1101: Unable to find package Not.There.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("not done.", Output.Entries[^1], StringComparison.Ordinal);
        Assert.Equal(2, await ValueAsync("1 + 1"));
    }

    [Fact]
    public async Task Should_Name_The_Versions_There_Are_When_The_One_Asked_For_Is_Not()
    {
        _packages.Add("Versions", "1.0.0", "public class Versions { }");
        var error = await ErrorAsync("#r \"nuget:Versions,1.1.0\"", CellStatus.Rejected);
        Assert.Contains("NU1102", error.Message, StringComparison.Ordinal);
        Assert.Contains("1.0.0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Refuse_A_Second_Version_Of_A_Package()
    {
        _packages.Add("Versions", "1.0.0", "public class Versions { }");
        _packages.Add("Versions", "2.0.0", "public class Versions { }");
        await ValueAsync("#r \"nuget:Versions,1.0.0\"\nnew Versions()");
        Assert.NotNull(await ValueAsync("#r \"nuget:Versions\"\n#r \"nuget:Versions,1.0\"\n#r \"nuget:Versions,1.*\"\nnew Versions()"));
        var error = await ErrorAsync("#r \"nuget:Versions,2.0.0\"", CellStatus.Rejected);
        Assert.Equal("cell 3, line 1: Package 'Versions' is loaded in version 1.0.0, and a session holds one version of a package; start it anew to use 2.0.0.", error.Message);
    }

    [Fact]
    public async Task Should_Refuse_When_A_New_Package_Needs_Another_Version_Of_A_Loaded_One()
    {
        _packages.Add("Low", "1.0.0", "public class Low { }");
        _packages.Add("Low", "2.0.0", "public class Low { }");
        _packages.Add("High", "1.0.0", "public class High { }", dependencies: [("Low", "2.0.0")]);
        await ValueAsync("#r \"nuget:Low,1.0.0\"");
        var error = await ErrorAsync("#r \"nuget:High,1.0.0\"", CellStatus.Rejected);
        Assert.Contains("NU1605", error.Message, StringComparison.Ordinal);
        Assert.Contains("Low", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Find_The_Native_Library_Of_A_Package()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "borrows a native library of the runtime for Linux");
        var native = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so");
        _packages.Add("Deep", "1.0.0", "public static class Deep { [System.Runtime.InteropServices.DllImport(\"DeepNative\", EntryPoint = \"SystemNative_GetPid\")] public static extern int Pid(); }", native: native);
        Assert.Equal(Environment.ProcessId, await ValueAsync("#r \"nuget:Deep,1.0.0\"\nDeep.Pid()"));
    }

    [Fact]
    public async Task Should_Find_The_Packages_Of_A_Loaded_File_And_Name_It_When_One_Cannot_Be_Had()
    {
        _packages.Add("Low", "1.0.0", "public class Low { public static int One => 1; }");
        Folder.Write("kit.csx", "#r \"nuget:Low,1.0.0\"\nint FromFile() => Low.One;");
        Folder.Write("bad.csx", "\n#r \"nuget:Gone,1.0.0\"");
        Assert.Equal(1, await ValueAsync("#load \"kit.csx\"\nFromFile()"));
        var error = await ErrorAsync("#load \"bad.csx\"", CellStatus.Rejected);
        Assert.StartsWith("bad.csx, line 2: Packages cannot be had (Gone, 1.0.0)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TorchSharp", "typeof(TorchSharp.torch).Assembly")]
    [InlineData("Markdig,0.1.0", "typeof(Markdig.Markdown).Assembly")]
    public async Task Should_Use_The_Assembly_Of_The_Program_When_It_Has_The_Package(string package, string code)
    {
        var expected = package == "TorchSharp" ? typeof(TorchSharp.torch).Assembly : typeof(Markdig.Markdown).Assembly;
        Assert.Same(expected, await ValueAsync($"#r \"nuget:{package}\"\n{code}"));
    }

    [Fact]
    public async Task Should_Use_The_Assembly_Of_The_Program_When_A_Package_Brings_Its_Own()
    {
        _packages.Add("Markdig", "9.9.9", "namespace Markdig { public class Fake { } }");
        _packages.Add("Writer", "1.0.0", "public class Writer { }", dependencies: [("Markdig", "9.9.9")]);
        Assert.Same(typeof(Markdig.Markdown).Assembly, await ValueAsync("#r \"nuget:Writer,1.0.0\"\ntypeof(Markdig.Markdown).Assembly"));
    }

    [Theory]
    [InlineData("nuget:", "'' is not the name of a package")]
    [InlineData("nuget:../x", "'../x' is not the name of a package")]
    [InlineData("nuget:Low,1.0;<x/>", "is not a version of a package")]
    public async Task Should_Say_What_Is_Wrong_When_A_Reference_Cannot_Be_Read(string reference, string reason)
    {
        Assert.Contains(reason, (await ErrorAsync($"#r \"{reference}\"", CellStatus.Rejected)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#i \"nuget:missing\"", "The folder 'missing' of packages does not exist.")]
    [InlineData("#i \"nuget:ftp://x/y\"", "begins with https://")]
    [InlineData("#i \"feed\"", "names no source of packages")]
    public async Task Should_Say_What_Is_Wrong_When_A_Source_Cannot_Be_Used(string code, string reason)
    {
        Assert.Contains(reason, (await ErrorAsync(code, CellStatus.Rejected)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Stop_The_Restore_When_The_Cell_Is_Cancelled()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new RecordingOutput();
        var cell = Session.RunAsync("#r \"nuget:Not.There\"\nConsole.Write(\"ran\");", new CancellingOutput(output, source), cancellationToken: source.Token);
        Assert.Equal(CellStatus.Cancelled, (await cell).Status);
        Assert.DoesNotContain(output.Entries, entry => entry.Contains("ran", StringComparison.Ordinal));
        Assert.Equal(2, await ValueAsync("1 + 1"));
    }

    [Theory]
    [InlineData("1.2", "1.2.0", true)]
    [InlineData("1.2.0", "1.2.0.0", true)]
    [InlineData("1.2.0", "1.2.1", false)]
    [InlineData("1.2.0-a", "1.2.0", false)]
    [InlineData("1.*", "1.9.3", true)]
    [InlineData("1.*", "11.0.0", false)]
    [InlineData("*", "4.0.0", true)]
    [InlineData(null, "4.0.0", true)]
    public void Should_Tell_Whether_A_Loaded_Version_Will_Do(string? asked, string loaded, bool expected)
    {
        Assert.Equal(expected, new PackageRequest("X", asked).Accepts(loaded));
    }

    private async Task<object?> AnewAsync(string code)
    {
        using var session = new CSharpSession(Options with { BaseFolder = Folder.Path });
        return (await session.RunAsync(code, Output, cancellationToken: TestContext.Current.CancellationToken)).Value;
    }

    /// <summary>Cancels as soon as something is displayed.</summary>
    private sealed class CancellingOutput(RecordingOutput output, CancellationTokenSource source) : ICellOutput
    {
        public void Write(ConsoleChannel channel, string text) => output.Write(channel, text);

        public void Display(ResearchKit.Display.MimeBundle bundle, string displayId)
        {
            output.Display(bundle, displayId);
            source.Cancel();
        }

        public void Update(ResearchKit.Display.MimeBundle bundle, string displayId) => output.Update(bundle, displayId);

        public void Result(ResearchKit.Display.MimeBundle bundle) => output.Result(bundle);
    }
}
