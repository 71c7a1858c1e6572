using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ResearchKit.Display;
using ResearchKit.Kernel.Export;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Export;

public sealed class HtmlExportTests(ExportBrowser browser) : IClassFixture<ExportBrowser>, IDisposable
{
    // One white pixel.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Draw_Figures_And_Formulas_Without_Network_Or_Errors()
    {
        await using var opened = await browser.OpenAsync(Export(Book(), ExportBrowser.Libraries()));
        var page = opened.Page;

        await page.Locator("figure.plot[data-state=drawn]").First.WaitForAsync();
        await Assertions.Expect(page.Locator("figure.plot .main-svg").First).ToBeVisibleAsync();
        Assert.False(await page.Locator("figure.plot .still").First.IsVisibleAsync());
        Assert.Equal(2, await page.Locator(".math .katex").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.fonts.ready.then(() => [...document.fonts].some(font => font.family.includes('KaTeX') && font.status === 'loaded'))"));
        Assert.Equal(["Walk", "A part", "Another part"], await page.Locator("nav.contents a").AllInnerTextsAsync());
        await page.Locator("nav.contents a").Last.ClickAsync();
        Assert.EndsWith("#Another-part", page.Url, StringComparison.Ordinal);
        Assert.Contains("k", await page.Locator("pre.code span.k").First.GetAttributeAsync("class") ?? string.Empty, StringComparison.Ordinal);
        Assert.Single(opened.Requests, url => url.StartsWith("file:", StringComparison.Ordinal) && !url.Contains('#', StringComparison.Ordinal));
        Assert.DoesNotContain(opened.Requests, url => url.StartsWith("http", StringComparison.Ordinal));
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task Should_Move_The_Slider_Of_A_Figure()
    {
        var libraries = ExportBrowser.Libraries();
        var figure = Figure.Frames("moving", "step", new[] { 1, 2, 3 }, i => new Figure("frame").X("x").Y("y").Line([0.0, 1.0], [0.0, i + 1.0], "line"));
        await using var opened = await browser.OpenAsync(Export(BookOf(Displayed(figure)), libraries));
        var page = opened.Page;

        await page.Locator("figure.plot[data-state=drawn]").WaitForAsync();
        const string Last = "() => { const plot = document.querySelector('.js-plotly-plot'); return plot.data[0].y[1]; }";
        var before = await page.EvaluateAsync<double>(Last);
        var rail = (await page.Locator(".slider-rail-touch-rect").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(rail.X + rail.Width - 2, rail.Y + (rail.Height / 2));
        await page.WaitForFunctionAsync($"before => ({Last})() !== before", before);

        Assert.Equal(3, await page.EvaluateAsync<double>(Last));
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task Should_Draw_A_Surface_Under_The_Policy_Of_The_Page()
    {
        var libraries = ExportBrowser.Libraries();
        var figure = new Figure("hill").X("x").Y("y").Surface([0.0, 1.0, 2.0], [0.0, 1.0, 2.0], new double[,] { { 0, 1, 0 }, { 1, 2, 1 }, { 0, 1, 0 } });
        await using var opened = await browser.OpenAsync(Export(BookOf(Displayed(figure)), libraries));

        await opened.Page.Locator("figure.plot[data-state=drawn] canvas").First.WaitForAsync();
        Assert.DoesNotContain(opened.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal) || error.Contains("eval", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_Show_Pictures_And_Text_When_Scripts_Are_Off()
    {
        await using var opened = await browser.OpenAsync(Export(Book(), ExportBrowser.Libraries()), hasJavaScript: false);
        var page = opened.Page;

        Assert.True(await page.Locator("figure.plot img.still").First.IsVisibleAsync());
        Assert.Contains("x^2", await page.Locator(".math").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await page.Locator("button.theme").IsVisibleAsync());
        Assert.Contains("cell in a table", await page.Locator("iframe.html").First.ContentFrame.Locator("td").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task Should_Keep_The_Picture_When_A_Figure_Cannot_Be_Drawn()
    {
        var bundle = MimeBundle.FromText("summary").With(MimeTypes.Plotly, """{"data": 5, "layout": "x"}""").With(MimeTypes.Png, Png);
        await using var opened = await browser.OpenAsync(Export(BookOf(DataOutput.Displayed(bundle)), ExportBrowser.Libraries()));

        await opened.Page.Locator("figure.plot[data-state=failed], figure.plot[data-state=drawn]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        Assert.Single(await opened.Page.Locator("figure.plot img.still").AllAsync());
    }

    [Fact]
    public async Task Should_Run_Nothing_And_Fetch_Nothing_Of_A_Hostile_Notebook()
    {
        // Whether anything is fetched is asked of the other end: a browser also announces requests that the policy then stops.
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var host = $"http://{server.LocalEndpoint}";
        var attack = "<script>window.top.hit = 1; parent.hit = 1; alert(1)</script><img src=\"HOST/a.png\" onerror=\"window.top.hit = 1\"><svg onload=\"top.hit=1\"></svg><meta http-equiv=\"refresh\" content=\"0;url=HOST/\">"
            + "<iframe src=\"HOST/\"></iframe><link rel=\"stylesheet\" href=\"HOST/x.css\"><link rel=\"preconnect\" href=\"HOST\"><LINK rel=\"dns-prefetch preload\" as=\"image\" href=\"HOST/e.png\"><style>@import \"HOST/y.css\";body{background:url(HOST/f.png)}</style><video src=\"HOST/v.mp4\" poster=\"HOST/g.png\"></video><base href=\"HOST/\"><form action=\"HOST/\"><button id=\"go\">go</button></form><a href=\"javascript:top.hit=1\" id=\"go\">x</a>";
        attack = attack.Replace("HOST", host, StringComparison.Ordinal);
        var book = BookOf(
            DataOutput.Displayed(MimeBundle.FromText("t").With(MimeTypes.Html, attack + "</iframe>" + attack)),
            DataOutput.Displayed(MimeBundle.FromText("</pre>" + attack)),
            DataOutput.Displayed(MimeBundle.FromText("t").With(MimeTypes.JavaScript, "top.hit = 1")),
            DataOutput.Displayed(MimeBundle.FromText("t").With(MimeTypes.Markdown, attack + "\n\n[x](javascript:top.hit=1) ![x](" + host + "/b.png)")),
            DataOutput.Displayed(MimeBundle.FromText("t").With(MimeTypes.Svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>top.hit=1</script>{attack}</svg>")),
            DataOutput.Displayed(MimeBundle.FromText("\" onerror=\"top.hit=1").With(MimeTypes.Plotly, new JsonObject { ["data"] = new JsonArray(new JsonObject { ["name"] = "</script>" + attack, ["y"] = new JsonArray(1, 2) }), ["layout"] = new JsonObject { ["title"] = new JsonObject { ["text"] = attack }, ["images"] = new JsonArray(new JsonObject { ["source"] = host + "/c.png" }) } }.ToJsonString())),
            new StreamOutput("stdout", "</pre>" + attack),
            new ErrorOutput("</pre>" + attack, attack, [attack]));
        book.Cells.Insert(0, new NotebookCell(CellKind.Markdown, $"# {attack}\n\n{attack}\n\n</div></section></main>\n\n$\\href{{javascript:top.hit=1}}{{x}}$ [x](javascript:top.hit=1) <javascript:top.hit=1> ![x]({host}/d.png) ![x](../../../../etc/passwd.png)\n\n<details><summary>unclosed"));
        book.Cells.Add(new NotebookCell(CellKind.Raw, attack));
        await using var opened = await browser.OpenAsync(Export(book, ExportBrowser.Libraries()));
        var page = opened.Page;

        await page.Locator("figure.plot").EvaluateAsync("figure => figure.scrollIntoView()");
        await page.Locator("figure.plot[data-state=drawn], figure.plot[data-state=failed]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.Locator(".cell").Last.ScrollIntoViewIfNeededAsync();
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.hit"));
        await page.Locator("iframe.html").First.ContentFrame.Locator("#go").First.ClickAsync(new LocatorClickOptions { Force = true });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.False(server.Pending(), server.Pending() ? $"The page asked the network: {FirstLine(server)}" : null);
        Assert.DoesNotContain(opened.Errors, error => error.StartsWith("dialog", StringComparison.Ordinal));
        Assert.Equal(0, await page.Locator("a[href^=javascript]").CountAsync());
        Assert.Equal(3, await page.Locator("main > section").CountAsync());
    }

    [Fact]
    public async Task Should_Fold_And_Leave_Out_What_Tags_Say()
    {
        var book = new Notebook();
        foreach (var tag in (string[])["hide-input", "hide-output", "hide-cell", "remove-input", "remove-output", "remove-cell"])
        {
            var cell = new NotebookCell(CellKind.Code, $"code_{tag}") { Metadata = new JsonObject { ["tags"] = new JsonArray(tag) } };
            cell.Outputs.Add(new StreamOutput("stdout", $"out_{tag}"));
            book.Cells.Add(cell);
        }

        book.Cells.Add(new NotebookCell(CellKind.Markdown, "<details><summary>Answer</summary>\n\nIt is **42**.\n\n</details>"));
        await using var opened = await browser.OpenAsync(Export(book, ExportBrowser.Libraries()));
        var text = await opened.Page.Locator("main").InnerTextAsync();

        Assert.DoesNotContain("code_hide-input", text, StringComparison.Ordinal);
        Assert.Contains("out_hide-input", text, StringComparison.Ordinal);
        Assert.Contains("code_hide-output", text, StringComparison.Ordinal);
        Assert.DoesNotContain("out_hide-output", text, StringComparison.Ordinal);
        Assert.DoesNotContain("code_hide-cell", text, StringComparison.Ordinal);
        Assert.Contains("out_remove-input", text, StringComparison.Ordinal);
        Assert.DoesNotContain("42", text, StringComparison.Ordinal);
        var html = await opened.Page.ContentAsync();
        Assert.Contains("code_hide-cell", html, StringComparison.Ordinal);
        Assert.DoesNotContain("code_remove-input", html, StringComparison.Ordinal);
        Assert.DoesNotContain("out_remove-output", html, StringComparison.Ordinal);
        Assert.DoesNotContain("remove-cell", html, StringComparison.Ordinal);
        await opened.Page.GetByText("Answer").ClickAsync();
        Assert.True(await opened.Page.Locator("strong", new PageLocatorOptions { HasText = "42" }).IsVisibleAsync());
    }

    private static string FirstLine(TcpListener server)
    {
        using var client = server.AcceptTcpClient();
        client.ReceiveTimeout = 2000;
        using var reader = new StreamReader(client.GetStream());
        try
        {
            return reader.ReadLine() ?? "(closed)";
        }
        catch (IOException)
        {
            return "(connected, but asked nothing)";
        }
    }

    private static Notebook Book()
    {
        var figure = new Figure("line").X("x").Y("y").Line([0.0, 1.0, 2.0], [1.0, 3.0, 2.0], "series");
        var book = BookOf(
            DataOutput.Displayed(figure.ToBundle().With(MimeTypes.Png, Png)),
            DataOutput.Displayed(MimeBundle.FromText("table").With(MimeTypes.Html, "<table><tr><td>cell in a table</td></tr></table>")));
        book.Cells.Insert(0, new NotebookCell(CellKind.Markdown, "# Walk\n\nA formula $x^2$ and\n\n$$\\sum_i x_i$$\n\n## A part\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```csharp\nvar x = 1;\n```\n"));
        book.Cells.Add(new NotebookCell(CellKind.Markdown, "## Another part\n\nText."));
        return book;
    }

    private static Notebook BookOf(params NotebookOutput[] outputs)
    {
        var book = new Notebook();
        var cell = new NotebookCell(CellKind.Code, "#load \"kit.csx\"\nvar x = new List<int> { 1 }; // words\nConsole.WriteLine($\"{x}\");") { ExecutionCount = 1 };
        foreach (var output in outputs)
        {
            cell.Outputs.Add(output);
        }

        book.Cells.Add(cell);
        return book;
    }

    private static DataOutput Displayed(Figure figure) => DataOutput.Displayed(figure.ToBundle());

    private string Export(Notebook book, PageLibraries libraries)
    {
        book.Write(_folder.In("book.ipynb"));
        return NotebookExporter.Export(_folder.In("book.ipynb"), new ExportOptions { Libraries = libraries }).Path;
    }
}
