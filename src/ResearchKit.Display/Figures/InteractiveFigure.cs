using System.Globalization;
using System.Text;

namespace ResearchKit.Display;

/// <summary>Writes a figure as a page of its own inside a frame, so that its script meets nothing of the page around it.</summary>
internal static class InteractiveFigure
{
    /// <summary>Writes the frame.</summary>
    public static string Write(Figure figure, FigureSetup setup)
    {
        if (setup.PlotlyPath is null)
        {
            throw new FileNotFoundException(string.Join(" ", setup.Missing.Where(missing => missing.Contains("plotly", StringComparison.Ordinal))), "plotly.min.js");
        }

        var page = Page(figure, File.ReadAllText(setup.PlotlyPath));
        var margin = 20;
        return $"<iframe srcdoc=\"{Attribute(page)}\" width=\"{figure.Width + margin}\" height=\"{figure.Height + margin}\" style=\"border:0\" title=\"{Attribute(figure.Summary)}\" sandbox=\"allow-scripts\"></iframe>";
    }

    private static string Page(Figure figure, string plotly)
    {
        // Inside a script element only its end tag is read as HTML; the library holds none, and the figure's brackets are escaped.
        var script = plotly.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
        var still = figure.ToPng() is { } png
            ? $"<noscript><img alt=\"{HtmlText.Escape(figure.Summary)}\" width=\"{Math.Min(figure.Width, figure.Still.Width)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\"></noscript>"
            : string.Empty;
        return $$"""
            <!doctype html><html><head><meta charset="utf-8"><title>{{HtmlText.Escape(figure.Name)}}</title><script>{{script}}</script></head>
            <body style="margin:0"><div id="figure"></div>{{still}}
            <script>const figure = {{figure.ToJson()}}; Plotly.newPlot('figure', figure);</script></body></html>
            """;
    }

    /// <summary>Escapes a page for an attribute; beyond ASCII everything is numbered, so that the encoding of the page around it does not matter.</summary>
    private static string Attribute(string html)
    {
        var builder = new StringBuilder(html.Length + (html.Length / 8));
        foreach (var rune in html.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => builder.Append("&amp;"),
                '"' => builder.Append("&quot;"),
                '<' => builder.Append("&lt;"),
                '>' => builder.Append("&gt;"),
                > 126 => builder.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};"),
                _ => builder.Append((char)rune.Value),
            };
        }

        return builder.ToString();
    }
}
