using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Nodes as discs and edges as lines between them.</summary>
internal sealed record GraphTrace(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges, GraphOptions Options) : FigureTrace
{
    private const string Positive = "#0072B2";
    private const string Negative = "#D55E00";
    private const int WidthLevels = 6;

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var places = Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var largest = Edges.Select(edge => Math.Abs(edge.Weight ?? 0)).DefaultIfEmpty(0).Max();
        foreach (var group in Edges.GroupBy(edge => Style(edge, largest)).OrderBy(group => group.Key))
        {
            yield return EdgeLines(group.Key, group, places);
        }

        foreach (var sign in Edges.Select(edge => Math.Sign(edge.Weight ?? 0)).Where(sign => sign != 0 && EdgeName(sign).Length > 0).Distinct().OrderDescending())
        {
            yield return LegendEntry(sign);
        }

        foreach (var group in Nodes.GroupBy(node => node.Key ?? string.Empty))
        {
            yield return Discs(panel, group.Key, [.. group]);
        }
    }

    public override IEnumerable<JsonObject> Annotations() => EdgeLabels.Place(Nodes, Edges).Select(label =>
    {
        var word = MarkWriter.Word(label.Text, label.X, label.Y);
        word["font"] = new JsonObject { ["size"] = FigureTheme.FontSize - 2 };
        word["bgcolor"] = "white";
        return word;
    });

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.Of(Nodes.Select(node => node.X)), FigureExtent.Of(Nodes.Select(node => node.Y)));

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
            ["name"] = string.Empty,
            ["x"] = FigureJson.Numbers(x),
            ["y"] = FigureJson.Numbers(y),
            ["hoverinfo"] = "skip",
            ["line"] = Line(style.Sign, style.Level == 0 ? 1 : 0.7 + (style.Level * 0.8)),
        };
    }

    private string EdgeName(int sign) => sign > 0 ? Options.PositiveName : Options.NegativeName;

    private JsonObject LegendEntry(int sign) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "lines",
        ["name"] = FigureJson.Text(EdgeName(sign)),
        ["x"] = new JsonArray((JsonNode?)null),
        ["y"] = new JsonArray((JsonNode?)null),
        ["line"] = Line(sign, 3),
    };

    private static JsonObject Line(int sign, double width) => new()
    {
        ["width"] = width,
        ["color"] = sign switch { > 0 => Positive, < 0 => Negative, _ => "#AAAAAA" },
        ["dash"] = sign < 0 ? "dash" : "solid",
    };

    private static JsonObject Discs(PanelContext panel, string key, List<GraphNode> nodes)
    {
        var color = key.Length == 0 ? "#FFFFFF" : FigureJson.Tint(panel.Color(key), 0.45);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers+text",
            ["name"] = string.Empty,
            ["x"] = FigureJson.Numbers(nodes.Select(node => node.X)),
            ["y"] = FigureJson.Numbers(nodes.Select(node => node.Y)),
            ["text"] = FigureJson.Texts(nodes.Select(node => node.Label ?? node.Id)),
            ["textfont"] = new JsonObject { ["color"] = FigureTheme.Ink, ["size"] = FigureTheme.FontSize },
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
}
