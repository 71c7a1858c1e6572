using System.Text;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class NotebooksCommandsTests : IDisposable
{
    private const string Book = """{"cells":[{"cell_type":"code","execution_count":4,"metadata":{"scrolled":true},"source":"1","outputs":[]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Find_What_Clean_Puts_Right_And_What_It_Does_Not()
    {
        var path = _folder.Write("book.ipynb", Encoding.UTF8.GetBytes(Book));

        var before = await CliProcess.RunAsync("notebooks", "check", path, "--json");
        Assert.Equal(1, before.ExitCode);
        Assert.Equal(["ids", "metadata", "order"], Kinds(before));
        Assert.Contains("'researchkit notebooks clean' puts metadata, ids and form right.", (await CliProcess.RunAsync("notebooks", "check", path)).Output, StringComparison.Ordinal);

        Assert.Contains("cleaned", (await CliProcess.RunAsync("notebooks", "clean", path)).Output, StringComparison.Ordinal);
        Assert.Equal(["order"], Kinds(await CliProcess.RunAsync("notebooks", "check", path, "--json")));

        Assert.True((await CliProcess.RunAsync("notebooks", "clean", path, "--strip", "--json")).Json[0].GetProperty("changed").GetBoolean());
        Assert.Equal(0, (await CliProcess.RunAsync("notebooks", "check", path)).ExitCode);
    }

    [Fact]
    public async Task Should_Take_The_Notebooks_Of_The_Nearest_Folder_When_None_Is_Named()
    {
        Directory.CreateDirectory(_folder["notebooks"]);
        _folder.Write("notebooks/01-a.ipynb", Encoding.UTF8.GetBytes(Book));

        var result = await CliProcess.RunAsync(["notebooks", "check", "--json"], new Dictionary<string, string>(), _folder["notebooks"]);

        Assert.Equal(_folder["notebooks/01-a.ipynb"], Assert.Single(result.Json.EnumerateArray()).GetProperty("path").GetString());
    }

    [Fact]
    public async Task Should_Leave_A_Broken_File_And_Name_It()
    {
        var path = _folder.Write("book.ipynb", "{"u8.ToArray());

        var result = await CliProcess.RunAsync("notebooks", "clean", path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("book.ipynb: $: the file is not JSON", result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal("{", File.ReadAllText(path));
        Assert.Equal(2, (await CliProcess.RunAsync("notebooks", "check", path, "--max-size", "0")).ExitCode);
    }

    private static IEnumerable<string?> Kinds(CliResult result) =>
        result.Json[0].GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("kind").GetString());
}
