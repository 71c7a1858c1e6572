using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>How often values fall into bins of equal width. The bins are counted here, so that a figure stays small however many values it is made from.</summary>
/// <remarks>All histograms of a panel share their bins. Values that are not finite are left out.</remarks>
internal sealed record HistogramTrace(ImmutableArray<double> Values, int Bins) : FigureTrace
{
    public override (JsonNode? X, JsonNode? Y) Anchor => (FigureJson.Number(Values.FirstOrDefault(double.IsFinite, double.NaN)), JsonValue.Create(0));

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var bins = panel.Bins;
        var counts = Counts(bins);
        var outlineX = new List<double> { bins.Low };
        var outlineY = new List<double> { 0 };
        for (var bin = 0; bin < counts.Length; bin++)
        {
            outlineX.AddRange([bins.Low + (bin * bins.Width), bins.Low + ((bin + 1) * bins.Width)]);
            outlineY.AddRange([counts[bin], counts[bin]]);
        }

        outlineX.Add(bins.High);
        outlineY.Add(0);
        yield return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["name"] = FigureJson.Text(Name),
            ["x"] = FigureJson.Numbers(outlineX),
            ["y"] = FigureJson.Numbers(outlineY),
            ["fill"] = "tozeroy",
            ["fillcolor"] = FigureJson.Transparent(panel.Color(Key), 0.3),
            ["line"] = new JsonObject { ["color"] = panel.Color(Key), ["width"] = 1.5, ["dash"] = panel.Dash(Key, LineDash.Auto) },
        };
    }

    public override string Describe() => $"{Name}: {Range(Values, "values")}";

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (new FigureExtent(bins.Low, bins.High), FigureExtent.Of([0, .. Counts(bins)], y));

    private double[] Counts(HistogramBins bins)
    {
        var counts = new double[bins.Count];
        foreach (var value in Values.Where(double.IsFinite))
        {
            counts[Math.Clamp((int)((value - bins.Low) / bins.Width), 0, bins.Count - 1)]++;
        }

        return counts;
    }
}
