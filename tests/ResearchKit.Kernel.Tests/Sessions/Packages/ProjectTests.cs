using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Packages;

public sealed class ProjectTests : SessionTest
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><UseSharedCompilation>false</UseSharedCompilation></PropertyGroup>
        </Project>
        """;

    public ProjectTests()
    {
        // Settings of folders above, such as those of the machine, are not part of the test.
        Folder.Write("lib/Directory.Build.props", "<Project />");
        Folder.Write("lib/lib.csproj", Project);
        _ = new LocalPackages(Folder);
    }

    [Fact]
    public async Task Should_Build_A_Project_And_Use_It_In_This_And_Later_Cells()
    {
        Folder.Write("lib/Tiny.cs", "public static class Tiny { public static int Twice(int x) => 2 * x; }");
        Assert.Equal(4, await ValueAsync("#r \"lib/lib.csproj\"\nTiny.Twice(2)"));
        Assert.Equal(["display:Building lib/lib.csproj ...", "update:Built lib/lib.csproj"], [Output.Entries[0], Output.Entries[^2]]);
        Assert.Equal(6, await ValueAsync("#r \"lib/lib.csproj\"\nTiny.Twice(3)"));
        Folder.Write("lib/Tiny.cs", "public static class Tiny { public static int Twice(int x) => 3 * x; }");
        Assert.Equal(9, await ValueAsync("#r \"lib/lib.csproj\"\nTiny.Twice(3)"));
        Assert.Equal(12, await ValueAsync("Tiny.Twice(4)"));
        Folder.Write("lib/Tiny.cs", "public static class Tiny { public static int Twice(int x) => 4 * x; public static int Added => 1; }");
        Assert.Equal(17, await ValueAsync("#r \"lib/lib.csproj\"\nTiny.Twice(4) + Tiny.Added"));
        Assert.Contains((await Session.CompleteAsync("Tiny.Ad", 7, TestContext.Current.CancellationToken)).Items, item => item.Text == "Added");
    }

    [Fact]
    public async Task Should_Show_File_And_Line_When_A_Project_Does_Not_Build()
    {
        Folder.Write("lib/Tiny.cs", "public static class Tiny\n{\n    public static int Twice(int x) => unknown;\n}");
        var error = await ErrorAsync("// first\n#r \"lib/lib.csproj\"", CellStatus.Rejected);
        Assert.StartsWith("cell 1, line 2: The project 'lib/lib.csproj' does not build:", error.Message, StringComparison.Ordinal);
        Assert.Contains("Tiny.cs(3,39): CS0103: The name 'unknown' does not exist", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.csproj", "The project 'missing.csproj' does not exist.")]
    [InlineData("broken.csproj", "The project 'broken.csproj' cannot be read:")]
    [InlineData("old.csproj", "this session can load net")]
    public async Task Should_Say_What_Is_Wrong_When_A_Project_Cannot_Be_Used(string name, string reason)
    {
        Folder.Write("broken.csproj", "<Project");
        Folder.Write("old.csproj", Project.Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net99.0;net98.0</TargetFrameworks>", StringComparison.Ordinal));
        Folder.Write("Directory.Build.props", "<Project />");
        Assert.Contains(reason, (await ErrorAsync($"#r \"{name}\"", CellStatus.Rejected)).Message, StringComparison.Ordinal);
    }
}
