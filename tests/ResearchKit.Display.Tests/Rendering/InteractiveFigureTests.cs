using Microsoft.Playwright;

namespace ResearchKit.Display.Tests;

[Collection("figure setup")]
public class InteractiveFigureTests
{
    [Fact]
    public async Task Should_Draw_Itself_In_A_Page_Without_Any_Request()
    {
        var setup = FigureSetup.Find();
        Assert.SkipUnless(setup.IsComplete, string.Join(" ", setup.Missing));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = setup.BrowserPath,
            Args = Environment.UserName == "root" ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
        });
        var page = await browser.NewPageAsync();
        var requests = new List<string>();
        var errors = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => errors.AddRange(message.Type == "error" ? [message.Text] : []);
        page.PageError += (_, error) => errors.Add(error);

        await page.SetContentAsync($"<html><body>{Gallery.Grid().Interactive().Content}</body></html>");
        var frame = page.Frames[1];
        await frame.WaitForSelectorAsync(".main-svg .legendtext", new FrameWaitForSelectorOptions { Timeout = 60_000 });

        Assert.Contains("weight matching", await frame.Locator(".legendtext").AllTextContentsAsync());
        Assert.Contains("interpolation λ", await frame.Locator(".xtitle").AllTextContentsAsync());
        Assert.DoesNotContain(requests, url => !url.StartsWith("about:", StringComparison.Ordinal));
        Assert.Empty(errors);
    }
}
