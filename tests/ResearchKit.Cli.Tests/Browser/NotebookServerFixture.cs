using Microsoft.Playwright;
using ResearchKit.Display;

namespace ResearchKit.Cli.Tests.Browser;

/// <summary>One server and one browser for all tests of a class; neither is started where it is not installed.</summary>
public sealed class NotebookServerFixture : IAsyncLifetime
{
    // Opening, running and restarting take seconds; a busy machine takes many times that.
    private const float Patience = 300_000;

    private readonly TemporaryFolder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private NotebookServer? _server;

    /// <summary>What is not installed, or null when nothing is missing.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var chromium = FigureSetup.Find().BrowserPath;
        Missing = chromium is null ? "no Chromium on this machine"
            : NotebookServer.Program is null ? "no classic Jupyter Notebook on this machine (Debian: jupyter-notebook)"
            : null;
        if (Missing is not null)
        {
            return;
        }

        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "notebooks")))
        {
            File.Copy(file, _folder[Path.GetFileName(file)]);
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Headless = true, Args = ["--disable-gpu", "--no-sandbox"], Timeout = Patience });
        _server = await NotebookServer.StartAsync(_folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Opens a notebook of the served folder in a page of its own, and waits for its kernel.</summary>
    internal async Task<ClassicNotebook> OpenAsync(string name)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? string.Empty);
        var page = await _browser!.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        return await ClassicNotebook.OpenAsync(page, _server!.PageOf(name));
    }

    /// <summary>Writes a notebook whose one cell loads the kit, and opens it.</summary>
    internal Task<ClassicNotebook> OpenNewAsync(string name)
    {
        File.WriteAllText(
            _folder[name],
            """
            {
             "cells": [
              {"cell_type": "code", "execution_count": null, "id": "0a1b2c3d", "metadata": {}, "outputs": [], "source": ["#load \"kit.csx\""]}
             ],
             "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}},
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """);
        return OpenAsync(name);
    }
}
