using System.Text.RegularExpressions;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Export;

/// <summary>The scripts that exported pages carry with them: plotly.js for figures, KaTeX for formulas.</summary>
/// <param name="PlotlyPath">The file <c>plotly.min.js</c>, or null: figures are shown as their pictures.</param>
/// <param name="KatexFolder">The folder with <c>katex.min.js</c>, <c>katex.min.css</c> and <c>fonts</c>, or null: formulas are shown as TeX.</param>
public sealed partial record PageLibraries(string? PlotlyPath, string? KatexFolder)
{
    /// <summary>The environment variable that names the folder of KaTeX.</summary>
    public const string KatexVariable = "RESEARCHKIT_KATEX";

    private const string KatexScriptFile = "katex.min.js";
    private const string KatexStyleFile = "katex.min.css";

    private readonly Lazy<string?> _plotly = new(() => PlotlyPath is null ? null : Script(File.ReadAllText(PlotlyPath)));
    private readonly Lazy<string?> _katex = new(() => KatexFolder is null ? null : Script(File.ReadAllText(Path.Combine(KatexFolder, KatexScriptFile))));
    private readonly Lazy<string?> _katexStyle = new(() => KatexFolder is null ? null : Style(KatexFolder));

    /// <summary>plotly.js, ready to stand in a script element, or null.</summary>
    internal string? Plotly => _plotly.Value;

    /// <summary>KaTeX, ready to stand in a script element, or null.</summary>
    internal string? Katex => _katex.Value;

    /// <summary>The style sheet of KaTeX with its fonts in it, or null.</summary>
    internal string? KatexStyle => _katexStyle.Value;

    /// <summary>Looks for both: environment variables first, then beside this program and in the build folder above it.</summary>
    /// <returns>What was found.</returns>
    public static PageLibraries Find() => new(FigureSetup.Find().PlotlyPath, FindKatex());

    /// <summary>Makes a script safe inside a script element, where only a few sequences are read as HTML.</summary>
    /// <param name="script">The script.</param>
    /// <returns>A script that means the same, with the line ends that a browser would make of them.</returns>
    internal static string Script(string script) => script
        .TrimStart('\uFEFF')
        .ReplaceLineEndings("\n")
        .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
        .Replace("<!--", "<\\!--", StringComparison.Ordinal);

    private static string? FindKatex()
    {
        if (Environment.GetEnvironmentVariable(KatexVariable) is { Length: > 0 } chosen)
        {
            return IsKatex(chosen) ? Path.GetFullPath(chosen) : null;
        }

        var beside = Path.Combine(AppContext.BaseDirectory, "katex");
        if (IsKatex(beside))
        {
            return beside;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var fetched = Path.Combine(folder.FullName, "artifacts", "katex");
            if (IsKatex(fetched))
            {
                return fetched;
            }
        }

        return null;
    }

    private static bool IsKatex(string folder) => File.Exists(Path.Combine(folder, KatexScriptFile)) && File.Exists(Path.Combine(folder, KatexStyleFile));

    private static string Style(string folder) =>
        FontSource().Replace(File.ReadAllText(Path.Combine(folder, KatexStyleFile)), match =>
        {
            var font = File.ReadAllBytes(Path.Combine(folder, "fonts", match.Groups["name"].Value));
            return $"src:url(data:font/woff2;base64,{Convert.ToBase64String(font)}) format(\"woff2\")";
        });

    // Every font is offered in three formats; every browser that draws the rest of the page reads the first.
    [GeneratedRegex(@"src:url\(fonts/(?<name>[A-Za-z0-9_-]+\.woff2)\)[^};]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FontSource();
}
