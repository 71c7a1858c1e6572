using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Lines of equal height over a grid; row i, column j of the heights belongs to y[i], x[j].</summary>
internal sealed record ContourTrace(ImmutableArray<double> X, ImmutableArray<double> Y, double[,] Heights, ContourOptions Options) : FigureTrace
{
    public override bool HasColorBar => true;

    private HeightScale? SharedScale { get; init; }

    public override FigureTrace WithScaleOf(IReadOnlyList<FigureTrace> peers) =>
        this with { SharedScale = HeightScale.Of(peers.OfType<ContourTrace>().Select(peer => peer.Heights), Options.Scale, Options.Ceiling) };

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var isLog = Options.Scale == AxisScale.Log;
        var scale = SharedScale ?? HeightScale.Of([Heights], Options.Scale, Options.Ceiling);
        var step = isLog ? Math.Max((scale.High - scale.Low) / Options.Levels, 1e-9) : scale.RoundStep(Options.Levels);
        var colorBar = panel.ColorBarTitled(Options.ColorLabel);
        scale.AddTicks(colorBar);
        yield return new JsonObject
        {
            ["type"] = "contour",
            ["x"] = FigureJson.Numbers(X),
            ["y"] = FigureJson.Numbers(Y),
            ["z"] = FigureJson.Matrix(scale.Drawn(Heights)),
            ["autocontour"] = false,
            ["contours"] = new JsonObject
            {
                ["start"] = FigureJson.Number(isLog ? scale.Low : Math.Ceiling(scale.Low / step) * step),
                ["end"] = FigureJson.Number(scale.High),
                ["size"] = FigureJson.Number(step),
            },
            ["zmin"] = FigureJson.Number(scale.Low),
            ["zmax"] = FigureJson.Number(scale.High),
            ["line"] = new JsonObject { ["width"] = 0.6, ["color"] = "rgba(255,255,255,0.7)" },
            ["colorscale"] = FigureTheme.Sequential(),
            ["colorbar"] = colorBar,
            ["connectgaps"] = false,
        };
    }

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.Of(X, x), FigureExtent.Of(Y, y));

    public override string Describe() => $"contours over a {X.Length} by {Y.Length} grid: {Range(Heights.Cast<double>(), "heights")}";
}
