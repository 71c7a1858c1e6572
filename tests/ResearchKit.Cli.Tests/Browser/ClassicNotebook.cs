using Microsoft.Playwright;

namespace ResearchKit.Cli.Tests.Browser;

/// <summary>A notebook open in the classic Notebook page, used as a person does: by its menus and its keyboard.</summary>
/// <param name="page">The page that shows it.</param>
internal sealed class ClassicNotebook(IPage page)
{
    private const string Ready = "() => window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()";
    private const string Idle = "() => document.querySelector('#kernel_indicator_icon').classList.contains('kernel_idle_icon') && !Jupyter.notebook.get_cells().some(c => c.cell_type === 'code' && c.input_prompt_number === '*')";

    public IPage Page { get; } = page;

    public ILocator Cells => Page.Locator(".cell.code_cell");

    /// <summary>Opens a notebook and waits until its kernel answers.</summary>
    public static async Task<ClassicNotebook> OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync(Ready);
        var notebook = new ClassicNotebook(page);
        await notebook.WaitForIdleAsync();
        return notebook;
    }

    public async Task ChooseAsync(string menu, string item)
    {
        await Page.ClickAsync(menu);
        await Page.ClickAsync($"{item} a");
    }

    public async Task RunAllAsync()
    {
        await ChooseAsync("#celllink", "#run_all_cells");
        await Page.WaitForFunctionAsync("() => Jupyter.notebook.get_cells().some(c => c.cell_type === 'code' && c.input_prompt_number === '*')");
        await WaitForIdleAsync();
    }

    public Task WaitForIdleAsync() => Page.WaitForFunctionAsync(Idle);

    /// <summary>Appends a cell and types into it, without running it.</summary>
    /// <returns>The cell.</returns>
    public async Task<ILocator> TypeAsync(string code)
    {
        await Page.EvaluateAsync("() => { const n = Jupyter.notebook; n.insert_cell_at_bottom('code'); n.select(n.ncells() - 1); n.edit_mode(); n.get_cell(n.ncells() - 1).focus_editor(); }");
        await Page.Keyboard.TypeAsync(code);
        return Cells.Last;
    }

    /// <summary>Runs the cell that has the focus and leaves the focus in it.</summary>
    public Task StartAsync() => Page.Keyboard.PressAsync("Control+Enter");

    /// <summary>Appends a cell, types into it and runs it to its end.</summary>
    /// <returns>The cell.</returns>
    public async Task<ILocator> RunAsync(string code)
    {
        var cell = await TypeAsync(code);
        await StartAsync();
        await Page.WaitForFunctionAsync("() => Jupyter.notebook.get_cell(Jupyter.notebook.ncells() - 1).input_prompt_number !== ' '");
        await WaitForIdleAsync();
        return cell;
    }

    public Task InterruptAsync() => ChooseAsync("#kernellink", "#int_kernel");

    public async Task RestartAsync()
    {
        await ChooseAsync("#kernellink", "#restart_kernel");
        await Page.ClickAsync(".modal.in .btn-danger");
        await Page.WaitForFunctionAsync("() => !document.querySelector('.modal.in')");
        await Page.WaitForFunctionAsync(Ready);
        await WaitForIdleAsync();
    }

    public async Task SaveAsync()
    {
        await Page.Keyboard.PressAsync("Control+s");
        await Page.WaitForFunctionAsync("() => !Jupyter.notebook.dirty");
    }

    public static Task<string> OutputAsync(ILocator cell) => cell.Locator(".output").InnerTextAsync();
}
