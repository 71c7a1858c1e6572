using Microsoft.Playwright;

namespace ResearchKit.Display;

/// <summary>Draws figures with plotly.js in one headless Chromium, started at the first figure and kept until disposed.</summary>
/// <remarks>
/// The browser has no network: its context is offline and the page holds plotly.js itself. Calls are served one by one, from
/// any thread. When the browser or plotly.js is missing or does not start, <see cref="Render"/> returns null and the reason is reported once.
/// </remarks>
public sealed class ChromiumFigureRenderer : IFigureRenderer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
    ];

    private const string DrawScript =
        """
        async ([figure, width, height, scale]) => {
            const parsed = JSON.parse(figure);
            return await Plotly.toImage({ data: parsed.data, layout: parsed.layout, config: { staticPlot: true } }, { format: 'png', width, height, scale });
        }
        """;

    private readonly Lock _lock = new();
    private readonly FigureSetup _setup;
    private readonly Action<string> _report;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _page;
    private bool _unavailable;
    private bool _disposed;

    /// <summary>Makes a renderer; nothing is started yet.</summary>
    /// <param name="report">Is told once what is missing, or null for the standard error stream.</param>
    /// <param name="setup">The browser and plotly.js to use, or null for those this machine has.</param>
    public ChromiumFigureRenderer(Action<string>? report = null, FigureSetup? setup = null)
    {
        _report = report ?? Console.Error.WriteLine;
        _setup = setup ?? FigureSetup.Find();
    }

    /// <inheritdoc/>
    /// <exception cref="FigureRenderException">plotly.js refuses the figure.</exception>
    public byte[]? Render(string figureJson, int width, int height, double scale)
    {
        ArgumentNullException.ThrowIfNull(figureJson);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _unavailable || !Start() ? null : Draw(figureJson, width, height, scale);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _disposed = true;
                Stop();
            }
        }
    }

    private bool Start()
    {
        if (_browser is { IsConnected: true } && _page is { IsClosed: false })
        {
            return true;
        }

        Stop();
        if (!_setup.IsComplete)
        {
            return GiveUp(string.Join(Environment.NewLine, _setup.Missing));
        }

        try
        {
            Wait(StartAsync);
            return true;
        }
        catch (Exception exception) when (exception is PlaywrightException or IOException or TimeoutException or InvalidOperationException)
        {
            Stop();
            return GiveUp($"Figures carry no static picture: {_setup.BrowserPath} did not start. {exception.Message}");
        }
    }

    private async Task StartAsync()
    {
        var isRoot = OperatingSystem.IsLinux() && Environment.UserName == "root";
        _playwright = await Playwright.CreateAsync().ConfigureAwait(false);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = _setup.BrowserPath,
            Headless = true,
            Args = isRoot ? [.. Arguments, "--no-sandbox"] : Arguments,
            Timeout = (float)StartLimit.TotalMilliseconds,
        }).ConfigureAwait(false);
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { Offline = true }).ConfigureAwait(false);
        context.SetDefaultTimeout((float)StartLimit.TotalMilliseconds);
        _page = await context.NewPageAsync().ConfigureAwait(false);
        await _page.SetContentAsync("<!doctype html><html><body></body></html>").ConfigureAwait(false);
        await _page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = await File.ReadAllTextAsync(_setup.PlotlyPath!).ConfigureAwait(false) }).ConfigureAwait(false);
    }

    private byte[] Draw(string figureJson, int width, int height, double scale)
    {
        string url;
        try
        {
            url = Wait(() => _page!.EvaluateAsync<string>(DrawScript, new object[] { figureJson, width, height, scale }));
        }
        catch (PlaywrightException exception)
        {
            throw new FigureRenderException($"plotly.js did not draw the figure: {exception.Message}", exception);
        }

        var comma = url.IndexOf(',', StringComparison.Ordinal);
        return PngCompressor.Compress(Convert.FromBase64String(url[(comma + 1)..]));
    }

    private bool GiveUp(string reason)
    {
        _unavailable = true;
        _report(reason);
        return false;
    }

    private void Stop()
    {
        var (browser, playwright) = (_browser, _playwright);
        (_page, _browser, _playwright) = (null, null, null);
        if (browser is { IsConnected: true })
        {
            try
            {
                Wait(() => browser.CloseAsync());
            }
            catch (PlaywrightException)
            {
                // It went away by itself in the meantime, which is what closing wants.
            }
        }

        playwright?.Dispose();
    }

    /// <summary>Waits on the thread pool, so that a caller's synchronisation context cannot deadlock.</summary>
    private static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();

    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
