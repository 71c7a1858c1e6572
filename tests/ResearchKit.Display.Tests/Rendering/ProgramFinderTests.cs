namespace ResearchKit.Display.Tests;

public sealed class ProgramFinderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("programs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Should_Find_A_Program_On_The_Search_Path()
    {
        var found = ProgramFinder.Find("dotnet", Path.GetDirectoryName(Environment.ProcessPath)!) ?? ProgramFinder.Find(OperatingSystem.IsWindows() ? "cmd" : "sh");

        Assert.True(Path.IsPathFullyQualified(found!));
        Assert.True(File.Exists(found));
    }

    [Fact]
    public void Should_Look_In_Further_Folders_After_The_Search_Path()
    {
        var program = Path.Combine(_folder, "no-such-program-elsewhere");
        Assert.Null(ProgramFinder.Find("no-such-program-elsewhere", _folder));
        File.WriteAllText(program, string.Empty);

        Assert.Equal(program, ProgramFinder.Find("no-such-program-elsewhere", _folder));
        Assert.Null(ProgramFinder.Find("no-such-program-elsewhere"));
    }

    [Fact]
    public void Should_Look_At_A_Full_Path_Alone()
    {
        var program = Path.Combine(_folder, "program");
        File.WriteAllText(program, string.Empty);

        Assert.Equal(program, ProgramFinder.Find(program));
        Assert.Null(ProgramFinder.Find(Path.Combine(_folder, "none"), _folder));
        Assert.Null(ProgramFinder.Find(string.Empty, _folder));
        Assert.Null(ProgramFinder.Find(_folder));
    }
}
