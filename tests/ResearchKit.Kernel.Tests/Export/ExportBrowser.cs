using Microsoft.Playwright;
using ResearchKit.Display;
using ResearchKit.Kernel.Export;

namespace ResearchKit.Kernel.Tests.Export;

/// <summary>One Chromium for the tests of a class; its pages say what they asked the network for and what went wrong in them.</summary>
public sealed class ExportBrowser : IAsyncDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static PageLibraries Libraries()
    {
        var libraries = PageLibraries.Find();
        Assert.SkipUnless(FigureSetup.Find().IsComplete, string.Join(" ", FigureSetup.Find().Missing));
        Assert.SkipUnless(libraries.KatexFolder is not null, "KaTeX was not found. Run eng/fetch-katex.sh.");
        return libraries;
    }

    public async Task<OpenedPage> OpenAsync(string path, bool hasJavaScript = true)
    {
        await _lock.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = FigureSetup.Find().BrowserPath,
                Args = ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader"],
                Timeout = 120_000,
            });
        }
        finally
        {
            _lock.Release();
        }

        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = hasJavaScript, ViewportSize = new ViewportSize { Width = 1200, Height = 900 } });
        context.SetDefaultTimeout(45_000);
        var opened = new OpenedPage(await context.NewPageAsync());
        await opened.Page.GotoAsync(new Uri(path).AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        _lock.Dispose();
    }
}
