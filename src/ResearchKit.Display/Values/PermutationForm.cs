using System.Globalization;
using System.Text;
using ResearchKit.Permutations;

namespace ResearchKit.Display;

/// <summary>Permutations as cycles and as a picture of their matrix.</summary>
internal static class PermutationForm
{
    private const int PictureSize = 160;
    private const int DotLimit = 256;
    private const int CycleLimit = 8;

    /// <summary>The formatters of permutations.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        FormatterEntry.For<Permutation>(MimeTypes.Html, Html),
        FormatterEntry.For<Permutation>(MimeTypes.Text, Text),
    ];

    private static string Text(Permutation permutation)
    {
        var cycles = permutation.Cycles();
        var moving = cycles.Where(cycle => cycle.Count > 1).ToList();
        var shown = moving.Take(CycleLimit).Select(CycleText);
        var more = moving.Count > CycleLimit ? $" … ({moving.Count - CycleLimit} more cycles)" : string.Empty;
        var fixedPoints = cycles.Count - moving.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Permutation of {permutation.Length}, {Counted(fixedPoints, "fixed point")}, {Counted(moving.Count, "cycle")}: {(moving.Count == 0 ? "identity" : string.Join(' ', shown) + more)}");
    }

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    private static string CycleText(IReadOnlyList<int> cycle)
    {
        var more = cycle.Count > 2 * CycleLimit ? string.Create(CultureInfo.InvariantCulture, $" … {cycle.Count} in all") : string.Empty;
        return $"({string.Join(' ', cycle.Take(2 * CycleLimit))}{more})";
    }

    private static string Html(Permutation permutation)
    {
        var html = new StringBuilder("<div><code>").Append(HtmlText.Escape(Text(permutation))).Append("</code>");
        if (permutation.Length > 0)
        {
            html.Append("<br>").Append(Picture(permutation));
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>The matrix with a mark at row i, column p[i]; of a long permutation, rows at even distances.</summary>
    private static string Picture(Permutation permutation)
    {
        var n = permutation.Length;
        var step = ((n - 1) / DotLimit) + 1;
        var cell = PictureSize / (double)n;
        var mark = Math.Max(1.5, cell * 0.9);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg width=\"{PictureSize + 2}\" height=\"{PictureSize + 2}\" role=\"img\" aria-label=\"permutation matrix\">");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"0.5\" y=\"0.5\" width=\"{PictureSize + 1}\" height=\"{PictureSize + 1}\" fill=\"white\" stroke=\"#999999\"/>");
        for (var row = 0; row < n; row += step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{1 + (permutation[row] * cell):0.#}\" y=\"{1 + (row * cell):0.#}\" width=\"{mark:0.#}\" height=\"{mark:0.#}\" fill=\"#0072B2\"/>");
        }

        return svg.Append("</svg>").ToString();
    }
}
