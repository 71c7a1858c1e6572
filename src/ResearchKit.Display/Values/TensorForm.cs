using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace ResearchKit.Display;

/// <summary>Tensors as text and HTML.</summary>
internal static class TensorForm
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int BarHeight = 28;

    /// <summary>The formatters of tensors.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        FormatterEntry.For<Tensor>(MimeTypes.Html, Html),
        FormatterEntry.For<Tensor>(MimeTypes.Text, Text),
    ];

    private static string Text(Tensor tensor)
    {
        if (TensorSummary.Of(tensor) is not { } summary)
        {
            return "Tensor (disposed)";
        }

        var text = new StringBuilder($"Tensor {summary.Kind}{RangeText(summary)}");
        if (summary.Histogram.Count > 0)
        {
            text.Append("\n  ").Append(Sparkline(summary.Histogram));
        }

        var width = summary.Corners.SelectMany(row => row).Select(word => word.Length).DefaultIfEmpty(0).Max();
        foreach (var row in summary.Corners)
        {
            text.Append("\n  ").AppendJoin("  ", row.Select(word => word.PadLeft(width)));
        }

        return text.ToString();
    }

    private static string Html(Tensor tensor)
    {
        if (TensorSummary.Of(tensor) is not { } summary)
        {
            return "<code>Tensor (disposed)</code>";
        }

        var html = new StringBuilder("<div><code>Tensor ").Append(HtmlText.Escape(summary.Kind + RangeText(summary))).Append("</code>");
        if (summary.Histogram.Count > 0)
        {
            AppendBars(html, summary);
        }

        if (summary.Corners.Count > 0)
        {
            html.Append("<table><tbody>");
            foreach (var row in summary.Corners)
            {
                html.Append("<tr>").AppendJoin(string.Empty, row.Select(word => $"<td style=\"text-align:right\">{word}</td>")).Append("</tr>");
            }

            html.Append("</tbody></table>");
        }

        return html.Append("</div>").ToString();
    }

    private static void AppendBars(StringBuilder html, TensorSummary summary)
    {
        var most = summary.Histogram.Max();
        var width = 4 * summary.Histogram.Count;
        html.Append(CultureInfo.InvariantCulture, $"<br><svg width=\"{width}\" height=\"{BarHeight}\" role=\"img\" aria-label=\"histogram from the smallest to the largest value\">");
        for (var bin = 0; bin < summary.Histogram.Count; bin++)
        {
            var height = (int)Math.Ceiling(BarHeight * summary.Histogram[bin] / (double)most);
            html.Append(CultureInfo.InvariantCulture, $"<rect x=\"{4 * bin}\" y=\"{BarHeight - height}\" width=\"3\" height=\"{height}\" fill=\"#0072B2\"/>");
        }

        html.Append("</svg>");
    }

    private static string RangeText(TensorSummary summary)
    {
        var range = summary.Range switch
        {
            null => string.Empty,
            { } r when summary.IsBool => $", {Numbers.Significant(100 * r.Mean, 3)} % true",
            { } r => $", {Word(r.Low, summary.IsWhole)} to {Word(r.High, summary.IsWhole)}, mean {Numbers.Significant(r.Mean, 4)}",
        };
        var notFinite = summary.NotFinite > 0 ? string.Create(CultureInfo.InvariantCulture, $", {summary.NotFinite} not finite") : string.Empty;
        return range + notFinite + (summary.IsSample ? string.Create(CultureInfo.InvariantCulture, $" (of {summary.Sampled} values at even distances)") : string.Empty);
    }

    private static string Word(double value, bool isWhole) => isWhole && Math.Abs(value) < 1e15
        ? value.ToString("0", CultureInfo.InvariantCulture)
        : Numbers.Significant(value, 4);

    private static string Sparkline(IReadOnlyList<int> histogram)
    {
        var most = histogram.Max();
        return string.Concat(histogram.Select(count => count == 0 ? ' ' : Bars[(int)Math.Ceiling(count * Bars.Length / (double)most) - 1])).TrimEnd();
    }
}
