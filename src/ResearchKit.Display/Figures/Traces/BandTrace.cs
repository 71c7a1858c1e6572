using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>The area between a lower and an upper curve, broken where either is not finite.</summary>
internal sealed record BandTrace(ImmutableArray<double> X, ImmutableArray<double> Low, ImmutableArray<double> High) : FigureTrace
{
    public override (JsonNode? X, JsonNode? Y) Anchor => MiddleFinite(X, Low);

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var outlineX = new List<double>();
        var outlineY = new List<double>();
        foreach (var (start, end) in FiniteRuns())
        {
            if (outlineX.Count > 0)
            {
                outlineX.Add(double.NaN);
                outlineY.Add(double.NaN);
            }

            for (var i = start; i < end; i++)
            {
                outlineX.Add(X[i]);
                outlineY.Add(High[i]);
            }

            for (var i = end - 1; i >= start; i--)
            {
                outlineX.Add(X[i]);
                outlineY.Add(Low[i]);
            }
        }

        yield return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["name"] = FigureJson.Text(Name),
            ["x"] = FigureJson.Numbers(outlineX),
            ["y"] = FigureJson.Numbers(outlineY),
            ["fill"] = "toself",
            ["fillcolor"] = FigureJson.Transparent(panel.Color(Key), 0.2),
            ["line"] = new JsonObject { ["width"] = 0, ["color"] = FigureJson.Transparent(panel.Color(Key), 0.2) },
            ["hoverinfo"] = "skip",
        };
    }

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.Of(X, x), FigureExtent.Of([.. Low, .. High], y));

    public override string Describe() => $"{Name}: band, {Range([.. Low, .. High], "bounds")}";

    private IEnumerable<(int Start, int End)> FiniteRuns()
    {
        var start = 0;
        for (var i = 0; i <= X.Length; i++)
        {
            if (i < X.Length && double.IsFinite(X[i]) && double.IsFinite(Low[i]) && double.IsFinite(High[i]))
            {
                continue;
            }

            if (i > start)
            {
                yield return (start, i);
            }

            start = i + 1;
        }
    }
}
