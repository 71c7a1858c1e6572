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
}
