using System.Text;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private const string Book = """{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":"# A title"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Write_Pages_And_Print_Their_Paths()
    {
        var path = _folder.Write("book.ipynb", Encoding.UTF8.GetBytes(Book));

        var html = await CliProcess.RunAsync("export", path, "-o", _folder["pages"]);
        var markdown = await CliProcess.RunAsync("export", path, "--to", "md", "--json");

        Assert.Equal(_folder["pages/book.html"], html.Output.Trim());
        Assert.Contains("<h1 id=\"A-title\">A title</h1>", File.ReadAllText(_folder["pages/book.html"]), StringComparison.Ordinal);
        Assert.Equal(_folder["book.md"], markdown.Json[0].GetProperty("path").GetString());
        Assert.Equal("# A title\n", File.ReadAllText(_folder["book.md"]));
    }

    [Fact]
    public async Task Should_Name_The_File_And_The_Place_When_A_Notebook_Is_Broken()
    {
        var path = _folder.Write("book.ipynb", Encoding.UTF8.GetBytes(Book.Replace("\"# A title\"", "5", StringComparison.Ordinal)));

        var result = await CliProcess.RunAsync("export", path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("book.ipynb: $.cells[0].source: found a number; expected a string.", result.ErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["book.html"]));
    }

    [Fact]
    public async Task Should_Refuse_Two_Notebooks_That_Would_Become_One_File()
    {
        Directory.CreateDirectory(_folder["other"]);
        var result = await CliProcess.RunAsync("export", _folder.Write("book.ipynb", Encoding.UTF8.GetBytes(Book)), _folder.Write("other/book.ipynb", Encoding.UTF8.GetBytes(Book)), "-o", _folder["pages"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("would both become", result.ErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["pages"]));
    }

    [Fact]
    public async Task Should_Write_A_Gallery_Of_A_Results_Folder()
    {
        Directory.CreateDirectory(_folder["results/01-book"]);
        _folder.Write("results/01-book/quick.ipynb", Encoding.UTF8.GetBytes(Book));

        var result = await CliProcess.RunAsync(["gallery", "--json"], new Dictionary<string, string>(), _folder.Path);

        Assert.Equal(_folder["results/gallery/index.html"], result.Json.GetProperty("index").GetString());
        Assert.True(File.Exists(_folder["results/gallery/01-book-quick.html"]));
        Assert.Equal(1, (await CliProcess.RunAsync("gallery", "--results", _folder["none"])).ExitCode);
    }
}
