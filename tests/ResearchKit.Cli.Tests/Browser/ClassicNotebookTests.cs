using Microsoft.Playwright;

namespace ResearchKit.Cli.Tests.Browser;

/// <summary>The kernel under a real Notebook server, driven through a real browser by menus and keys.</summary>
public sealed class ClassicNotebookTests(NotebookServerFixture fixture) : IClassFixture<NotebookServerFixture>
{
    private const string Primer = "00-permutation-symmetry-primer.ipynb";

    // A blank picture has the background and little else.
    private const int ColoursOfABlankPicture = 5;

    private const string CountColours =
        """
        async () => {
            const image = document.querySelector('.output_png img');
            await image.decode();
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) { seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]); }
            return seen.size;
        }
        """;

    [Fact]
    public async Task Should_Run_Every_Cell_And_Show_Pictures_When_The_Primer_Is_Run_From_The_Menu()
    {
        var notebook = await fixture.OpenAsync(Primer);

        await notebook.RunAllAsync();

        Assert.Equal(0, await notebook.Page.Locator(".output_error").CountAsync());
        Assert.DoesNotContain("In [ ]", await notebook.Page.Locator("#notebook").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await notebook.Page.Locator(".output_png img").CountAsync() > 0, "no figure was shown as a picture");
        Assert.True(await notebook.Page.EvaluateAsync<int>(CountColours) > ColoursOfABlankPicture, "the first picture is blank");
    }

    [Fact]
    public async Task Should_Complete_When_Tab_Is_Pressed()
    {
        var notebook = await fixture.OpenNewAsync("complete.ipynb");
        await notebook.RunAllAsync();

        await notebook.TypeAsync("var walk = Permutation.Ident");
        await notebook.Page.Keyboard.PressAsync("Tab");
        await notebook.Page.WaitForFunctionAsync("() => Jupyter.notebook.get_cell(Jupyter.notebook.ncells() - 1).get_text() === 'var walk = Permutation.Identity'");
        await notebook.Page.Keyboard.TypeAsync("(3);");
        await notebook.StartAsync();
        await notebook.WaitForIdleAsync();
        await notebook.TypeAsync("walk.");
        await notebook.Page.Keyboard.PressAsync("Tab");

        await notebook.Page.WaitForSelectorAsync(".completions option", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        Assert.Contains("Inverse", await notebook.Page.Locator(".completions").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Label_Axes_When_A_Figure_Is_Shown_Interactively()
    {
        var notebook = await fixture.OpenNewAsync("figure.ipynb");
        await notebook.RunAllAsync();

        var cell = await notebook.RunAsync("new Figure(\"rise\").X(\"step of the walk\").Y(\"height\", \"m\").Line([1, 2, 3], [1.0, 4.0, 9.0], \"path\").Interactive()");

        var frame = cell.FrameLocator("iframe");
        await Assertions.Expect(frame.Locator(".xtitle")).ToHaveTextAsync("step of the walk", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        await Assertions.Expect(frame.Locator(".ytitle")).ToHaveTextAsync("height (m)");
    }

    [Fact]
    public async Task Should_Go_On_When_A_Loop_Is_Interrupted_And_Forget_When_Restarted_And_Keep_What_Is_Saved()
    {
        var notebook = await fixture.OpenNewAsync("interrupt.ipynb");
        await notebook.RunAllAsync();
        await notebook.RunAsync("var seen = 3;");

        var loop = await notebook.TypeAsync("while (true) { }");
        await notebook.StartAsync();
        await notebook.Page.WaitForFunctionAsync("() => document.querySelector('#kernel_indicator_icon').classList.contains('kernel_busy_icon')");
        await notebook.InterruptAsync();
        await notebook.WaitForIdleAsync();
        Assert.Equal(1, await loop.Locator(".output_error").CountAsync());
        Assert.Contains("3", await ClassicNotebook.OutputAsync(await notebook.RunAsync("seen")), StringComparison.Ordinal);

        await notebook.RestartAsync();
        Assert.Contains("'seen'", await ClassicNotebook.OutputAsync(await notebook.RunAsync("seen + 0")), StringComparison.Ordinal);
        Assert.Contains("42", await ClassicNotebook.OutputAsync(await notebook.RunAsync("6 * 7")), StringComparison.Ordinal);

        await notebook.SaveAsync();
        var again = await fixture.OpenAsync("interrupt.ipynb");
        Assert.Contains("42", await ClassicNotebook.OutputAsync(again.Cells.Last), StringComparison.Ordinal);
    }
}
