using System.Reflection;
using System.Runtime.InteropServices;
using ResearchKit.Data;
using ResearchKit.Display;

namespace ResearchKit.Cli.Diagnosis;

/// <summary>Looks at this machine.</summary>
internal static class Doctor
{
    /// <summary>Looks at everything.</summary>
    /// <returns>The findings, section by section.</returns>
    public static IReadOnlyList<Finding> Examine() =>
    [
        .. Versions(),
        .. Processor.Examine(),
        .. TensorEngine.Examine(),
        .. DataSets(),
        .. Drawing(),
    ];

    private static IEnumerable<Finding> Versions()
    {
        // The build appends the commit to the version: 0.1.0+<sha>.
        var version = typeof(Seed).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? ["unknown"];
        yield return new Finding("versions", "kit", version[0]);
        yield return new Finding("versions", "commit", version.Length > 1 ? version[1] : "unknown (built outside a git clone)");
        yield return new Finding("versions", ".net", $"{Environment.Version} ({RuntimeInformation.RuntimeIdentifier})");
        yield return new Finding("versions", "system", $"{NameOfSystem()}, {RuntimeInformation.OSDescription}");
    }

    private static string NameOfSystem()
    {
        const string Release = "/etc/os-release";
        const string Key = "PRETTY_NAME=";
        var line = File.Exists(Release) ? File.ReadLines(Release).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.OSArchitecture.ToString() : line[Key.Length..].Trim('"');
    }

    private static IEnumerable<Finding> DataSets()
    {
        foreach (var description in DataSetCatalog.All)
        {
            var folder = description.IsBundled ? "part of the kit" : DataFolders.Locate(description);
            yield return folder is null
                ? new Finding("data", description.Name, "missing", FindingState.Missing, DataFolders.HowToGet(description))
                : new Finding("data", description.Name, folder, FindingState.Good);
        }
    }

    private static IEnumerable<Finding> Drawing()
    {
        var setup = FigureSetup.Find();
        yield return Tool("chromium", setup.BrowserPath, "figures carry no still picture without it. Debian: 'sudo apt-get install chromium'; elsewhere: any Chromium or Chrome, named by $" + FigureSetup.BrowserVariable + ".");
        yield return Tool("plotly.js", setup.PlotlyPath, "figures carry no still picture without it. 'bash eng/fetch-plotly.sh' fetches it; or name plotly.min.js by $" + FigureSetup.PlotlyVariable + ".");

        static Finding Tool(string name, string? path, string advice) => path is null
            ? new Finding("pictures", name, "missing", FindingState.Missing, advice)
            : new Finding("pictures", name, path, FindingState.Good);
    }
}
