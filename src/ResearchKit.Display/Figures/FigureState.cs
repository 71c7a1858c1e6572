using System.Collections.Immutable;

namespace ResearchKit.Display;

/// <summary>Everything a figure holds.</summary>
internal sealed record FigureState(string Name)
{
    public string Title { get; init; } = string.Empty;

    public string? Summary { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public FigureAxis X { get; init; } = new();

    public FigureAxis Y { get; init; } = new();

    public bool EqualScale { get; init; }

    public ImmutableArray<FigureTrace> Traces { get; init; } = [];

    public ImmutableArray<FigureMark> Marks { get; init; } = [];

    public ImmutableArray<FigureState> Panels { get; init; } = [];

    public int Columns { get; init; } = 1;

    /// <summary>The frames when there is a slider; the rest of the state is then unused but for name, summary and size.</summary>
    public FigureFrames? Frames { get; init; }

    /// <summary>What the series are drawn in.</summary>
    public TraceSpace Space => Traces.IsEmpty ? TraceSpace.Plane : Traces[0].Space;

    /// <summary>The bins that the histograms share with those of other frames, or null when they have their own.</summary>
    public HistogramBins? Bins { get; init; }

    /// <summary>The bins of the histograms.</summary>
    public HistogramBins HistogramBins => Bins ?? HistogramBins.Of([.. Traces.OfType<HistogramTrace>()]);
}
