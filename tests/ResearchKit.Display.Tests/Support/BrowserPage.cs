using Microsoft.Playwright;

namespace ResearchKit.Display.Tests;

/// <summary>A page in a headless browser that records what it asks for and what goes wrong in it.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BrowserPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Console += (_, message) => Errors.AddRange(message.Type == "error" ? [message.Text] : []);
        page.PageError += (_, error) => Errors.Add(error);
    }

    public IPage Page { get; }

    public List<string> Requests { get; } = [];

    public List<string> Errors { get; } = [];

    /// <summary>Opens a page, or skips the test where there is no browser or no plotly.js.</summary>
    public static async Task<BrowserPage> Open()
    {
        var setup = FigureSetup.Find();
        Assert.SkipUnless(setup.IsComplete, string.Join(" ", setup.Missing));
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = setup.BrowserPath,
            Args = Environment.UserName == "root" ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
        });
        return new BrowserPage(playwright, browser, await browser.NewPageAsync());
    }

    /// <summary>Shows a piece of HTML and gives the frame of the figure in it.</summary>
    public async Task<IFrame> Show(HtmlString html)
    {
        await Page.SetContentAsync($"<html><body>{html.Content}</body></html>");
        return Page.Frames[1];
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
