namespace ResearchKit.Display.Tests;

[Collection("figure setup")]
public sealed class ChromiumFigureRendererTests(ChromiumFigureRendererTests.Browser browser) : IClassFixture<ChromiumFigureRendererTests.Browser>
{
    [Fact]
    public void Should_Draw_Every_Kind_Of_Figure_With_Its_Colours()
    {
        using var route = browser.Route();
        foreach (var figure in Gallery.All())
        {
            var png = new Png(figure.ToPng()!);
            Assert.Equal((2 * figure.Still.Width, 2 * figure.Still.Height), (png.Width, png.Height));
            Assert.InRange(png.Count(255, 255, 255), png.Width * png.Height / 10, png.Width * png.Height * 0.99);
            Assert.True(png.Count(0x22, 0x22, 0x22) > 200, $"{figure.Name}: there is hardly any ink for axes and words.");
        }
    }

    [Fact]
    public void Should_Draw_Series_In_The_Colours_Of_The_Palette()
    {
        using var route = browser.Route();
        var png = new Png(Gallery.Bars().ToPng()!);
        Assert.True(png.Count(0x00, 0x72, 0xB2) > 10_000);
        Assert.True(png.Count(0xD5, 0x5E, 0x00) > 10_000);
    }

    [Fact]
    public void Should_Put_The_Picture_Into_The_Bundle_With_Its_Size()
    {
        using var route = browser.Route();
        var bundle = Gallery.Points().ToBundle();

        Assert.Equal([MimeTypes.Plotly, MimeTypes.Png, MimeTypes.Text], bundle.Data.Keys);
        Assert.Equal("""{"width": 640, "height": 420}""", bundle.Metadata[MimeTypes.Png]);
        Assert.Equal(1280, new Png(Convert.FromBase64String(bundle.Data[MimeTypes.Png])).Width);
    }

    [Fact]
    public void Should_Go_On_When_A_Figure_Cannot_Be_Drawn()
    {
        using var route = browser.Route();
        var renderer = Displays.Current.FigureRenderer!;

        Assert.Throws<FigureRenderException>(() => renderer.Render("{\"data\": 3", 300, 300, 1));
        Assert.Equal(300, new Png(renderer.Render("""{"data": [], "layout": {}}""", 300, 200, 1)!).Width);
    }

    [Fact]
    public void Should_Serve_Several_Threads()
    {
        using var route = browser.Route();
        var figure = Gallery.Points();
        var pictures = Enumerable.Range(0, 4).AsParallel().Select(_ => figure.ToPng()!).ToList();
        Assert.All(pictures, picture => Assert.Equal(pictures[0], picture));
    }

    [Fact]
    public void Should_Say_Once_What_Is_Missing()
    {
        var reports = new List<string>();
        using var renderer = new ChromiumFigureRenderer(reports.Add, new FigureSetup(null, null));
        using var route = Displays.Route(renderer);

        Assert.Equal([MimeTypes.Plotly, MimeTypes.Text], Gallery.Points().ToBundle().Data.Keys);
        Assert.Null(Gallery.Points().ToPng());
        var report = Assert.Single(reports);
        Assert.Contains("apt install chromium", report, StringComparison.Ordinal);
        Assert.Contains("eng/fetch-plotly.sh", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_Why_When_The_Browser_Does_Not_Start()
    {
        Assert.SkipUnless(FigureSetup.Find().IsComplete, "Needs plotly.js and a browser.");
        var reports = new List<string>();
        using var renderer = new ChromiumFigureRenderer(reports.Add, new FigureSetup("/bin/false", FigureSetup.Find().PlotlyPath));

        Assert.Null(renderer.Render("{}", 300, 300, 1));
        Assert.Null(renderer.Render("{}", 300, 300, 1));
        Assert.Contains("/bin/false did not start", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_When_Disposed()
    {
        var renderer = new ChromiumFigureRenderer(_ => { }, new FigureSetup(null, null));
        renderer.Dispose();
        renderer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => renderer.Render("{}", 300, 300, 1));
    }

    [Fact]
    public void Should_Need_No_Network_When_Interactive()
    {
        Assert.SkipUnless(FigureSetup.Find().PlotlyPath is not null, "Needs plotly.js: run eng/fetch-plotly.sh.");
        var html = Gallery.Points().Interactive();

        Assert.StartsWith("<iframe srcdoc=\"", html.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("src=&quot;http", html.Content, StringComparison.Ordinal);
        Assert.True(html.Content.All(char.IsAscii));
        Assert.Equal(Gallery.Points().Summary, html.ToBundle().Text);
    }

    public sealed class Browser : IDisposable
    {
        private readonly ChromiumFigureRenderer _renderer = new(reason => Assert.Fail(reason));

        public IDisposable Route()
        {
            var setup = FigureSetup.Find();
            Assert.SkipUnless(setup.IsComplete, string.Join(" ", setup.Missing));
            return Displays.Route(new DisplayContext(new RecordingSink(), new FormatterRegistry(), _renderer));
        }

        public void Dispose() => _renderer.Dispose();
    }
}
