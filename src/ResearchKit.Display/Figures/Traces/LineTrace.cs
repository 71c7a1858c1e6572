using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>A line, with dots when the points are few, and a band of one spread to either side.</summary>
internal sealed record LineTrace(ImmutableArray<double> X, ImmutableArray<double> Y, ImmutableArray<double>? Spread, LineDash Dash) : FigureTrace
{
    private const int DotLimit = 30;

    public override (JsonNode? X, JsonNode? Y) Anchor => MiddleFinite(X, Y);

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        if (Spread is { } spread)
        {
            var band = new BandTrace(X, [.. Y.Zip(spread, (y, s) => y - s)], [.. Y.Zip(spread, (y, s) => y + s)]) { Name = Name, Key = Key };
            foreach (var trace in band.ToPlotly(panel))
            {
                trace["showlegend"] = false;
                yield return trace;
            }
        }

        var color = panel.Color(Key);
        yield return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = X.Length <= DotLimit ? "lines+markers" : "lines",
            ["name"] = FigureJson.Text(Name),
            ["x"] = FigureJson.Numbers(X),
            ["y"] = FigureJson.Numbers(Y),
            ["connectgaps"] = false,
            ["line"] = new JsonObject { ["color"] = color, ["width"] = 2.5, ["dash"] = panel.Dash(Key, Dash) },
            ["marker"] = new JsonObject { ["color"] = color, ["size"] = 7, ["symbol"] = panel.Symbol(Key) },
        };
    }

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.Of(X, x), WithSpread(Y, Spread, y));

    public override string Describe() => $"{Name}: {Range(Y, "points")}";
}
