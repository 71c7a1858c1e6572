using Microsoft.Playwright;

namespace ResearchKit.Display.Tests;

[Collection("figure setup")]
public class InteractiveFigureTests
{
    private static readonly FrameWaitForSelectorOptions Patient = new() { Timeout = 60_000 };
    private static readonly FrameWaitForFunctionOptions PatientToo = new() { Timeout = 60_000 };

    [Fact]
    public async Task Should_Draw_Itself_In_A_Page_Without_Any_Request()
    {
        await using var browser = await BrowserPage.Open();
        var frame = await browser.Show(Gallery.Grid().Interactive());
        await frame.WaitForSelectorAsync(".main-svg .legendtext", Patient);

        Assert.Contains("weight matching", await frame.Locator(".legendtext").AllTextContentsAsync());
        Assert.Contains("interpolation λ", await frame.Locator(".xtitle").AllTextContentsAsync());
        Assert.True(await frame.Locator(".modebar-btn").CountAsync() > 0);
        Assert.Equal(0, await frame.Locator(".modebar-btn[data-title*='Share']").CountAsync());
        Assert.DoesNotContain(browser.Requests, url => !url.StartsWith("about:", StringComparison.Ordinal));
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Should_Move_To_The_Frame_That_The_Slider_Is_Put_On()
    {
        await using var browser = await BrowserPage.Open();
        var frame = await browser.Show(Gallery.GrowingFrames().Interactive());
        await frame.WaitForSelectorAsync(".slider-rail-touch-rect", Patient);
        Assert.Equal(["soft", "hard"], await frame.Locator(".legendtext").AllTextContentsAsync());
        Assert.Contains("level 4", await frame.Locator(".annotation-text").AllTextContentsAsync());

        await frame.Locator(".slider-rail-touch-rect").ClickAsync(new LocatorClickOptions { Position = new() { X = 2, Y = 5 } });
        await frame.WaitForFunctionAsync("() => document.getElementById('figure').data[0].y[10] === 1", null, PatientToo);
        await frame.WaitForSelectorAsync(".annotation-text", new FrameWaitForSelectorOptions { State = WaitForSelectorState.Detached, Timeout = 60_000 });

        Assert.Equal("temperature = 1 K", (await frame.Locator(".slider-label").First.TextContentAsync())?.Trim());
        Assert.Equal(1, await frame.Locator(".scatterlayer .trace").CountAsync());
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Should_Run_To_The_Last_Frame_When_Played()
    {
        await using var browser = await BrowserPage.Open();
        var frame = await browser.Show(Gallery.PathFrames().Interactive());
        await frame.WaitForSelectorAsync(".updatemenu-button", Patient);

        await frame.Locator(".updatemenu-button").First.ClickAsync();
        await frame.WaitForFunctionAsync("() => document.getElementById('figure').data.some(trace => trace.name === 'merged network' && trace.x[0] === 1)", null, PatientToo);

        Assert.Equal("λ = 1", (await frame.Locator(".slider-label").First.TextContentAsync())?.Trim());
        Assert.Empty(browser.Errors);
    }
}
