using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>How values are spread in each category: quartiles, median, whiskers, and the values themselves when they are few.</summary>
internal sealed record BoxTrace(ImmutableArray<string> Categories, ImmutableArray<ImmutableArray<double>> Samples) : FigureTrace
{
    private const int PointLimit = 50;

    public override (JsonNode? X, JsonNode? Y) Anchor => Categories.IsEmpty
        ? default
        : (JsonValue.Create(FigureJson.Text(Categories[0])), FigureJson.Number(Samples[0].FirstOrDefault(double.IsFinite, 0)));

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var color = panel.Color(Key);
        yield return new JsonObject
        {
            ["type"] = "box",
            ["name"] = FigureJson.Text(Name),
            ["x"] = FigureJson.Texts(Categories.Zip(Samples, (category, sample) => Enumerable.Repeat(category, sample.Length)).SelectMany(words => words)),
            ["y"] = FigureJson.Numbers(Samples.SelectMany(sample => sample)),
            ["offsetgroup"] = FigureJson.Text(Name),
            ["boxpoints"] = Samples.All(sample => sample.Length <= PointLimit) ? "all" : "outliers",
            ["jitter"] = 0.4,
            ["pointpos"] = 0,
            ["marker"] = new JsonObject { ["color"] = color, ["size"] = 6, ["opacity"] = 0.6, ["symbol"] = panel.Symbol(Key) },
            ["line"] = new JsonObject { ["color"] = color, ["width"] = 2 },
            ["fillcolor"] = FigureJson.Transparent(color, 0.2),
        };
    }

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.None, FigureExtent.Of(Samples.SelectMany(sample => sample), y));

    public override string Describe() => $"{Name}: boxes of {Range(Samples.SelectMany(sample => sample), "values")}";
}
