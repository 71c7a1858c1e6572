using System.Text.Json.Nodes;
using ResearchKit.Display;
using ResearchKit.Kernel.Export;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Export;

public sealed class MarkdownExportTests : IDisposable
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Put_Pictures_Beside_And_Name_Them()
    {
        File.WriteAllBytes(_folder.In("plot.png"), Convert.FromBase64String(Png));
        var book = new Notebook();
        book.Cells.Add(new NotebookCell(CellKind.Markdown, "![one](plot.png) and ![two](attachment:b.png), ![three](../no.png)")
        {
            Attachments = new JsonObject { ["b.png"] = new JsonObject { ["image/png"] = Png } },
        });
        var cell = new NotebookCell(CellKind.Code, "var s = \"```\";\n```") { ExecutionCount = 1 };
        cell.Outputs.Add(new StreamOutput("stdout", "\u001b[31mred\u001b[0m\n"));
        cell.Outputs.Add(DataOutput.Displayed(MimeBundle.FromText("A [figure]").With(MimeTypes.Png, Png)));
        book.Cells.Add(cell);
        book.Write(_folder.In("my book.ipynb"));

        var result = NotebookExporter.Export(_folder.In("my book.ipynb"), new ExportOptions { Format = ExportFormat.Markdown, OutputPath = _folder.In("out/my book.md") });

        var expected = """
            ![one](my%20book_files/picture-2.png) and ![two](my%20book_files/picture-1.png), ![three](../no.png)

            ````csharp
            var s = "```";
            ```
            ````

            ```text
            red
            ```

            ![A (figure)](my%20book_files/picture-3.png)

            """.ReplaceLineEndings("\n");
        Assert.Equal(expected, File.ReadAllText(result.Path));
        Assert.Equal(3, result.Pictures.Count);
        Assert.All(result.Pictures, path => Assert.Equal(Convert.FromBase64String(Png), File.ReadAllBytes(path)));
        Assert.Contains("../no.png", Assert.Single(result.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Read_Outside_The_Folder_Of_The_Notebook()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        File.WriteAllBytes(_folder.In("secret.png"), Convert.FromBase64String(Png));
        Directory.CreateDirectory(_folder.In("book"));
        File.CreateSymbolicLink(_folder.In("book/link.png"), _folder.In("secret.png"));
        Directory.CreateSymbolicLink(_folder.In("book/up"), _folder.Path);
        var finder = new PictureFinder(_folder.In("book"));

        Assert.Null(finder.Find("../secret.png", null));
        Assert.Null(finder.Find("%2e%2e/secret.png", null));
        Assert.Null(finder.Find("link.png", null));
        Assert.Null(finder.Find("up/secret.png", null));
        Assert.Null(finder.Find(_folder.In("secret.png"), null));
        Assert.Null(finder.Find(new Uri(_folder.In("secret.png")).AbsoluteUri, null));
        Assert.Null(finder.Find("a\0.png", null));
        Assert.Null(finder.Find("data:text/html;base64,PGI+", null));
        Assert.Null(finder.Find("data:image/png;base64,%%%", null));
        Assert.Null(finder.Find("attachment:x", null));
        Assert.NotNull(new PictureFinder(_folder.Path).Find("book/../secret.png?raw=1", null));
    }
}
