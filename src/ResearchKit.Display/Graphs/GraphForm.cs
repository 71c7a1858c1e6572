using System.Globalization;
using System.Text;
using ResearchKit.Graphs;

namespace ResearchKit.Display;

/// <summary>Graphs and edit paths as one line of text, and as small drawings that need no renderer.</summary>
internal static class GraphForm
{
    private const int NodeLimit = 60;
    private const int OperationLimit = 40;
    private const int Size = 220;
    private const int Margin = 18;

    /// <summary>The formatters of graphs and edit paths.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        FormatterEntry.For<Graph>(MimeTypes.Html, graph => $"<div><code>{HtmlText.Escape(graph.ToString())}</code><br>{Drawing(graph)}</div>"),
        FormatterEntry.For<Graph>(MimeTypes.Text, graph => graph.ToString()),
        FormatterEntry.For<EditPath>(MimeTypes.Html, Html),
        FormatterEntry.For<EditPath>(MimeTypes.Text, Text),
    ];

    private static string Text(EditPath path)
    {
        var lines = path.Operations.Take(OperationLimit).Select(operation => $"  {operation}").Prepend(path.ToString()).ToList();
        if (path.Operations.Count > OperationLimit)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  … {path.Operations.Count - OperationLimit} more"));
        }

        return string.Join('\n', lines);
    }

    private static string Html(EditPath path)
    {
        var html = new StringBuilder("<div><code>").Append(HtmlText.Escape(path.ToString())).Append("</code><br>");
        html.Append(Drawing(path.Source)).Append(Drawing(path.Target)).Append("<ol>");
        foreach (var operation in path.Operations.Take(OperationLimit))
        {
            html.Append("<li>").Append(HtmlText.Escape(operation.ToString())).Append("</li>");
        }

        html.Append("</ol>");
        if (path.Operations.Count > OperationLimit)
        {
            html.Append(CultureInfo.InvariantCulture, $"… {path.Operations.Count - OperationLimit} more");
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>Lines and discs on a white ground; nothing for a graph too large to be read as a picture.</summary>
    private static string Drawing(Graph graph)
    {
        if (graph.NodeCount is 0 or > NodeLimit)
        {
            return string.Empty;
        }

        var places = Array.ConvertAll(GraphPlaces.Of(graph), place => (X: Across(place.X), Y: Across(-place.Y)));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg width=\"{Size}\" height=\"{Size}\" role=\"img\" aria-label=\"graph\"><rect width=\"{Size}\" height=\"{Size}\" fill=\"white\"/>");
        foreach (var edge in graph.Edges)
        {
            var (from, to) = (places[edge.Source], places[edge.Target]);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{from.X:0.#}\" y1=\"{from.Y:0.#}\" x2=\"{to.X:0.#}\" y2=\"{to.Y:0.#}\" stroke=\"#999999\" stroke-width=\"2\"/>");
        }

        for (var i = 0; i < graph.NodeCount; i++)
        {
            var (x, y) = places[i];
            var color = graph.NodeAlphabet.Count < 2 ? "#FFFFFF" : FigureJson.Tint(FigurePalette.ColorAt(AlphabetPlace(graph, i)), 0.45);
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"10\" fill=\"{color}\" stroke=\"#333333\"/>");
            var word = graph.NodeLabel(i).Attributes.Count == 1 ? graph.NodeLabel(i).Attributes[0].Value.Text : graph.NodeName(i);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y + 4:0.#}\" font-size=\"11\" text-anchor=\"middle\" fill=\"#000000\">{HtmlText.Escape(word.Length > 3 ? word[..3] : word)}</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static int AlphabetPlace(Graph graph, int node)
    {
        var place = 0;
        while (!graph.NodeAlphabet[place].Equals(graph.NodeLabel(node)))
        {
            place++;
        }

        return place;
    }

    private static double Across(double place) => Margin + ((Size - (2 * Margin)) * (place + 1) / 2);
}
