namespace ResearchKit.Display;

/// <summary>What this machine has for drawing figures: a Chromium and plotly.js.</summary>
/// <param name="BrowserPath">The browser, or null when none was found.</param>
/// <param name="PlotlyPath">The file <c>plotly.min.js</c>, or null when it was not found.</param>
public sealed record FigureSetup(string? BrowserPath, string? PlotlyPath)
{
    /// <summary>The environment variable that names the browser.</summary>
    public const string BrowserVariable = "RESEARCHKIT_CHROMIUM";

    /// <summary>The environment variable that names the file <c>plotly.min.js</c>.</summary>
    public const string PlotlyVariable = "RESEARCHKIT_PLOTLY";

    private const string PlotlyFile = "plotly.min.js";
    private static readonly string[] BrowserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    private static readonly string[] MacBrowsers = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

    /// <summary>Whether figures can be drawn as pictures.</summary>
    public bool IsComplete => BrowserPath is not null && PlotlyPath is not null;

    /// <summary>What is missing and how to get it, one sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            var missing = new List<string>();
            if (BrowserPath is null)
            {
                missing.Add($"No Chromium was found, so figures carry no static picture. Install one (Debian: apt install chromium) or set {BrowserVariable} to its path.");
            }

            if (PlotlyPath is null)
            {
                missing.Add($"{PlotlyFile} was not found, so figures carry no static picture. Run eng/fetch-plotly.sh (it needs npm) or set {PlotlyVariable} to its path.");
            }

            return missing;
        }
    }

    /// <summary>Looks for both: the environment variables first, then the search path and the folders of this program.</summary>
    /// <returns>What was found.</returns>
    public static FigureSetup Find() => new(FindBrowser(), FindPlotly());

    private static string? FindBrowser()
    {
        if (Environment.GetEnvironmentVariable(BrowserVariable) is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? chosen : null;
        }

        return BrowserNames.Select(name => ProgramFinder.Find(name, "/usr/bin")).FirstOrDefault(path => path is not null) ?? MacBrowsers.FirstOrDefault(File.Exists);
    }

    private static string? FindPlotly()
    {
        if (Environment.GetEnvironmentVariable(PlotlyVariable) is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? chosen : null;
        }

        var beside = Path.Combine(AppContext.BaseDirectory, PlotlyFile);
        if (File.Exists(beside))
        {
            return beside;
        }

        // Fetched after the last build, it lies in the build folder above the program.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var fetched = Path.Combine(folder.FullName, "artifacts", "plotly", PlotlyFile);
            if (File.Exists(fetched))
            {
                return fetched;
            }
        }

        return null;
    }
}
