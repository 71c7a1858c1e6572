using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Nodes as discs and edges as lines between them.</summary>
internal sealed record GraphTrace(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges) : FigureTrace
{
    private const string Positive = "#0072B2";
    private const string Negative = "#D55E00";
    private const int WidthLevels = 6;

    /// <summary>How far along an edge its label stands; away from the middle, where the edges of a layered network cross.</summary>
    private const double LabelAt = 0.3;

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var places = Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var largest = Edges.Select(edge => Math.Abs(edge.Weight ?? 0)).DefaultIfEmpty(0).Max();
        foreach (var group in Edges.GroupBy(edge => Style(edge, largest)).OrderBy(group => group.Key))
        {
            yield return EdgeLines(group.Key, group, places);
        }

        var labelled = Edges.Where(edge => edge.Label is not null).ToList();
        if (labelled.Count > 0)
        {
            yield return EdgeLabels(labelled, places);
        }

        foreach (var group in Nodes.GroupBy(node => node.Key ?? string.Empty))
        {
            yield return Discs(panel, group.Key, [.. group]);
        }
    }

    public override string Describe() => $"graph with {Nodes.Length} nodes and {Edges.Length} edges";

    private static (int Sign, int Level) Style(GraphEdge edge, double largest) => edge.Weight is not { } weight || weight == 0
        ? (0, 0)
        : (Math.Sign(weight), Math.Max(1, (int)Math.Round(Math.Abs(weight) / largest * WidthLevels)));

    private static JsonObject EdgeLines((int Sign, int Level) style, IEnumerable<GraphEdge> edges, Dictionary<string, GraphNode> places)
    {
        var (x, y) = (new List<double>(), new List<double>());
        foreach (var edge in edges)
        {
            x.AddRange([places[edge.From].X, places[edge.To].X, double.NaN]);
            y.AddRange([places[edge.From].Y, places[edge.To].Y, double.NaN]);
        }

        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["name"] = style.Sign switch { > 0 => "positive weight", < 0 => "negative weight", _ => string.Empty },
            ["x"] = FigureJson.Numbers(x),
            ["y"] = FigureJson.Numbers(y),
            ["hoverinfo"] = "skip",
            ["line"] = new JsonObject
            {
                ["width"] = style.Level == 0 ? 1 : 0.7 + (style.Level * 0.8),
                ["color"] = style.Sign switch { > 0 => Positive, < 0 => Negative, _ => "#AAAAAA" },
                ["dash"] = style.Sign < 0 ? "dash" : "solid",
            },
        };
    }

    private static JsonObject EdgeLabels(List<GraphEdge> edges, Dictionary<string, GraphNode> places) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "markers+text",
        ["name"] = string.Empty,
        ["x"] = FigureJson.Numbers(edges.Select(edge => Between(places[edge.From].X, places[edge.To].X))),
        ["y"] = FigureJson.Numbers(edges.Select(edge => Between(places[edge.From].Y, places[edge.To].Y))),
        ["text"] = FigureJson.Texts(edges.Select(edge => edge.Label!)),
        ["textfont"] = new JsonObject { ["size"] = FigureTheme.FontSize - 2 },
        ["marker"] = new JsonObject { ["symbol"] = "square", ["size"] = 22, ["color"] = "white", ["opacity"] = 0.85 },
        ["hoverinfo"] = "skip",
        ["cliponaxis"] = false,
    };

    private static double Between(double from, double to) => from + (LabelAt * (to - from));

    private static JsonObject Discs(PanelContext panel, string key, List<GraphNode> nodes)
    {
        var color = key.Length == 0 ? "#FFFFFF" : panel.Color(key);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers+text",
            ["name"] = string.Empty,
            ["x"] = FigureJson.Numbers(nodes.Select(node => node.X)),
            ["y"] = FigureJson.Numbers(nodes.Select(node => node.Y)),
            ["text"] = FigureJson.Texts(nodes.Select(node => node.Label ?? node.Id)),
            ["textfont"] = new JsonObject { ["color"] = IsDark(color) ? "white" : FigureTheme.Ink, ["size"] = FigureTheme.FontSize },
            ["marker"] = new JsonObject
            {
                ["size"] = 40,
                ["color"] = color,
                ["line"] = new JsonObject { ["color"] = FigureTheme.Ink, ["width"] = 1.5 },
            },
            ["hoverinfo"] = "text",
            ["cliponaxis"] = false,
        };
    }

    private static bool IsDark(string color)
    {
        var rgb = Convert.FromHexString(color.AsSpan(1));
        return (0.299 * rgb[0]) + (0.587 * rgb[1]) + (0.114 * rgb[2]) < 140;
    }
}
