using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Points, with whiskers of one spread and a word beside each when asked for.</summary>
internal sealed record ScatterTrace(
    ImmutableArray<double> X,
    ImmutableArray<double> Y,
    ImmutableArray<double>? Spread,
    ImmutableArray<string> Labels) : FigureTrace
{
    public override (JsonNode? X, JsonNode? Y) Anchor => MiddleFinite(X, Y);

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var color = panel.Color(Key);
        var trace = new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = Labels.IsEmpty ? "markers" : "markers+text",
            ["name"] = FigureJson.Text(Name),
            ["x"] = FigureJson.Numbers(X),
            ["y"] = FigureJson.Numbers(Y),
            ["marker"] = new JsonObject
            {
                ["color"] = color,
                ["size"] = X.Length > 200 ? 5 : 9,
                ["opacity"] = X.Length > 50 ? 0.6 : 0.9,
                ["symbol"] = panel.Symbol(Key),
            },
        };
        if (!Labels.IsEmpty)
        {
            trace["text"] = FigureJson.Texts(Labels);
            trace["textposition"] = "top center";
            trace["cliponaxis"] = false;
        }

        if (Spread is { } spread)
        {
            trace["error_y"] = FigureTheme.Whiskers(spread, color);
        }

        yield return trace;
    }

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.Of(X, x), WithSpread(Y, Spread, y));

    public override string Describe() => $"{Name}: {Range(Y, "points")}";
}
