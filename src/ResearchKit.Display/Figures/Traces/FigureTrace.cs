using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>One series of data in a figure.</summary>
internal abstract record FigureTrace
{
    /// <summary>What the legend calls it, or an empty text when it is not in the legend.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What chooses its colour, or an empty text when it has colours of its own.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>What it is drawn in.</summary>
    public virtual TraceSpace Space => TraceSpace.Plane;

    /// <summary>Whether a colour bar stands beside the panel.</summary>
    public virtual bool HasColorBar => false;

    /// <summary>A point within the range of the data, or nulls when the series gives none.</summary>
    public virtual (JsonNode? X, JsonNode? Y) Anchor => default;

    /// <summary>The numbers that the series covers along each axis; none where it has categories or cells.</summary>
    /// <param name="x">The scale of the x axis.</param>
    /// <param name="y">The scale of the y axis.</param>
    /// <param name="bins">The bins of the panel's histograms.</param>
    public virtual (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) => (FigureExtent.None, FigureExtent.None);

    /// <summary>Takes the colour scale that covers this series and those at its place in other frames.</summary>
    public virtual FigureTrace WithScaleOf(IReadOnlyList<FigureTrace> peers) => this;

    /// <summary>Writes the series, as one Plotly trace or several; the first that has a name stands in the legend.</summary>
    public abstract IEnumerable<JsonObject> ToPlotly(PanelContext panel);

    /// <summary>Writes the words of the series that need a background of their own.</summary>
    public virtual IEnumerable<JsonObject> Annotations() => [];

    /// <summary>Says in a few words what the series holds.</summary>
    public abstract string Describe();

    /// <summary>The middle one of the points whose coordinates are both finite.</summary>
    protected static (JsonNode? X, JsonNode? Y) MiddleFinite(IEnumerable<double> x, IEnumerable<double> y)
    {
        var points = x.Zip(y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second)).ToList();
        return points.Count == 0 ? default : (FigureJson.Number(points[points.Count / 2].First), FigureJson.Number(points[points.Count / 2].Second));
    }

    /// <summary>The extent of values with their whiskers or bands; a spread that is not finite counts as none.</summary>
    protected static FigureExtent WithSpread(IReadOnlyList<double> values, IReadOnlyList<double>? spread, AxisScale scale) => spread is null
        ? FigureExtent.Of(values, scale)
        : FigureExtent.Of(values.Concat(values.Zip(spread, (value, s) => value - s)).Concat(values.Zip(spread, (value, s) => value + s)), scale);

    /// <summary>The count and range of finite numbers, for <see cref="Describe"/>.</summary>
    protected static string Range(IEnumerable<double> values, string what)
    {
        var finite = values.Where(double.IsFinite).ToList();
        return finite.Count == 0
            ? $"no {what}"
            : $"{finite.Count} {what}, {Numbers.Significant(finite.Min(), 3)} to {Numbers.Significant(finite.Max(), 3)}";
    }
}
