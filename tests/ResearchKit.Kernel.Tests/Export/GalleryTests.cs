using System.Text.Json.Nodes;
using ResearchKit.Display;
using ResearchKit.Kernel.Export.Gallery;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Export;

public sealed class GalleryTests(ExportBrowser browser) : IClassFixture<ExportBrowser>, IDisposable
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Show_Each_Notebook_With_Its_Claims_And_Lead_To_Its_Page()
    {
        WriteRun("01-first", "quick", "# First <b>title</b>\n\n**Question.** Is $x$ small?\n\nMore.", holds: [true, true, false, null]);
        WriteRun("02-second", "standard", "Only text.", holds: []);
        _folder.Write("results/03-stopped/quick.ipynb", File.ReadAllText(_folder.In("results/02-second/standard.ipynb")));
        _folder.Write("results/04-broken/quick.ipynb", "{");

        var gallery = GalleryWriter.Write(_folder.In("results"), _folder.In("gallery"), libraries: ExportBrowser.Libraries());

        Assert.Equal(3, gallery.Pages.Count);
        Assert.Contains(gallery.Remarks, remark => remark.Contains("04-broken", StringComparison.Ordinal));
        await using var opened = await browser.OpenAsync(gallery.IndexPath);
        var cards = opened.Page.Locator("article.card");
        Assert.Equal(4, await cards.CountAsync());
        var first = await cards.First.InnerTextAsync();
        Assert.Contains("First title", first, StringComparison.Ordinal);
        Assert.Contains("Question. Is", first, StringComparison.Ordinal);
        Assert.DoesNotContain("More.", first, StringComparison.Ordinal);
        Assert.Contains("Claims: 2 held, 1 not held, 1 unchecked", first, StringComparison.Ordinal);
        Assert.Contains("c2: Statement <2>.", first, StringComparison.Ordinal);
        Assert.Contains("Profile quick · ran in 12.3 s", first, StringComparison.Ordinal);
        Assert.Contains("did not reach its end", await cards.Nth(2).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await cards.First.Locator("img").CountAsync());
        await cards.First.Locator("h2 a").ClickAsync();
        await opened.Page.WaitForURLAsync("**/01-first-quick.html");
        Assert.Equal("First title", await opened.Page.TitleAsync());
        Assert.Empty(opened.Errors);
        Assert.All(opened.Requests, url => Assert.StartsWith("file:", url, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Choose_The_Newest_Run_And_The_Tagged_Figure()
    {
        WriteRun("01-first", "quick", "# T", holds: [true]);
        WriteRun("01-first", "standard", "# T", holds: [true]);
        File.SetLastWriteTimeUtc(_folder.In("results/01-first/standard.ipynb"), DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(_folder.In("results/01-first/standard.json"), DateTime.UtcNow.AddHours(-1));

        var index = File.ReadAllText(GalleryWriter.Write(_folder.In("results"), _folder.In("gallery"), libraries: new(null, null)).IndexPath);

        Assert.Contains("Profile quick", index, StringComparison.Ordinal);
        Assert.Contains("other runs: <a href=\"01-first-standard.html\">standard</a>", index, StringComparison.Ordinal);
        Assert.Contains("alt=\"tagged\"", index, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Show_Results_Of_An_Earlier_Run_When_The_Last_One_Stopped()
    {
        WriteRun("01-record", "quick", "# T", holds: [true], executed: 1);
        WriteRun("02-error", "quick", "# T", holds: [true], error: true);
        WriteRun("03-fine", "quick", "# T", holds: [true], executed: 2);
        File.SetLastWriteTimeUtc(_folder.In("results/03-fine/quick.json"), DateTime.UtcNow.AddDays(-1)); // as a copy may have it

        var index = File.ReadAllText(GalleryWriter.Write(_folder.In("results"), _folder.In("gallery"), libraries: new(null, null)).IndexPath);

        Assert.Equal(2, index.Split("did not reach its end").Length - 1);
        Assert.Contains("3 notebooks, 1 claims", index, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "expected the results of a run")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"notebook":"x","claims":[1]}""", "no claim")]
    [InlineData("""{"notebook":"x","claims":{}}""", "no array")]
    public void Should_Name_The_File_When_Results_Are_Broken(string content, string problem)
    {
        _folder.Write("results/01-x/quick.json", content);

        var error = Assert.Throws<InvalidDataException>(() => GalleryWriter.Write(_folder.In("results"), _folder.In("gallery")));

        Assert.Contains(Path.Combine("01-x", "quick.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("gallery")));
    }

    [Fact]
    public void Should_Say_What_Is_Missing_When_Nothing_Was_Run()
    {
        Assert.Throws<DirectoryNotFoundException>(() => GalleryWriter.Write(_folder.In("none"), _folder.In("gallery")));
        Directory.CreateDirectory(_folder.In("results/gallery"));
        Assert.Throws<InvalidDataException>(() => GalleryWriter.Write(_folder.In("results"), _folder.In("gallery")));
    }

    private void WriteRun(string name, string profile, string text, bool?[] holds, int? executed = null, bool error = false)
    {
        var book = new Notebook();
        book.Cells.Add(new NotebookCell(CellKind.Markdown, text));
        foreach (var (word, metadata) in new[] { ("first", new JsonObject()), ("tagged", new JsonObject { ["tags"] = new JsonArray("main-figure") }) })
        {
            var cell = new NotebookCell(CellKind.Code, "x") { Metadata = metadata };
            cell.Outputs.Add(DataOutput.Displayed(MimeBundle.FromText(word).With(MimeTypes.Png, Png)));
            book.Cells.Add(cell);
        }

        if (executed is { } count)
        {
            RunRecord.Write(book, book.Cells.Where(cell => cell.IsToRun).Take(count));
        }

        if (error)
        {
            book.Cells[^1].Outputs.Add(new ErrorOutput("E", "message", []));
        }

        book.Write(_folder.In($"results/{name}/{profile}.ipynb"));
        var claims = new JsonArray([.. holds.Select((hold, i) => (JsonNode)new JsonObject { ["id"] = $"c{i}", ["statement"] = $"Statement <{i}>.", ["source"] = "Table 1", ["measured"] = 1, ["holds"] = hold })]);
        _folder.Write($"results/{name}/{profile}.json", new JsonObject { ["notebook"] = name, ["seconds"] = 12.345, ["claims"] = claims }.ToJsonString());
    }
}
