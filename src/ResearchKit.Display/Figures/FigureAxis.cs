using System.Collections.Immutable;

namespace ResearchKit.Display;

/// <summary>What a figure says about one of its axes.</summary>
internal sealed record FigureAxis
{
    public string Label { get; init; } = string.Empty;

    public string? Unit { get; init; }

    public AxisScale Scale { get; init; }

    public (double Low, double High)? Range { get; init; }

    public ImmutableArray<string> Categories { get; init; } = [];

    public bool Reversed { get; init; }

    /// <summary>Whether each whole number has a tick.</summary>
    public bool CountsCells { get; init; }

    public bool Hidden { get; init; }

    /// <summary>The label with its unit in parentheses.</summary>
    public string Title => string.IsNullOrEmpty(Unit) ? Label : $"{Label} ({Unit})";
}
