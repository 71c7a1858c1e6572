using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>One bar for each category, with whiskers of one spread.</summary>
internal sealed record BarTrace(ImmutableArray<string> Categories, ImmutableArray<double> Values, ImmutableArray<double>? Spread) : FigureTrace
{
    public override (JsonNode? X, JsonNode? Y) Anchor => Categories.IsEmpty
        ? default
        : (JsonValue.Create(FigureJson.Text(Categories[0])), FigureJson.Number(Values.FirstOrDefault(double.IsFinite, 0)));

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var color = panel.Color(Key);
        var trace = new JsonObject
        {
            ["type"] = "bar",
            ["name"] = FigureJson.Text(Name),
            ["x"] = FigureJson.Texts(Categories),
            ["y"] = FigureJson.Numbers(Values),
            ["marker"] = new JsonObject { ["color"] = color },
        };
        if (Spread is { } spread)
        {
            trace["error_y"] = FigureTheme.Whiskers(spread, "#222222");
        }

        yield return trace;
    }

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.None, WithSpread(Values, Spread, y).With(FigureExtent.Of([0], y)));

    public override string Describe() => $"{Name}: {Range(Values, "bars")}";
}
