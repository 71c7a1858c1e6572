namespace ResearchKit.Display;

/// <summary>How a matrix is drawn as colours.</summary>
public sealed record HeatMapOptions
{
    /// <summary>What the colours measure, with its unit.</summary>
    public string ColorLabel { get; init; } = string.Empty;

    /// <summary>Names of the columns, or none for their numbers from 0.</summary>
    public IReadOnlyList<string> ColumnNames { get; init; } = [];

    /// <summary>Names of the rows, or none for their numbers from 0. The first row is at the top.</summary>
    public IReadOnlyList<string> RowNames { get; init; } = [];

    /// <summary>The value drawn white, with blue below and red above; null for a scale from dark (low) to light (high).</summary>
    public double? Center { get; init; }

    /// <summary>The smallest value of the colour scale, or null for the smallest of the matrix.</summary>
    public double? Low { get; init; }

    /// <summary>The largest value of the colour scale, or null for the largest of the matrix.</summary>
    public double? High { get; init; }

    /// <summary>Significant digits of the value written into each cell; 0 writes none.</summary>
    public int ValueDigits { get; init; }

    /// <summary>Whether the scale of colours stands beside the matrix; a picture of an image needs none.</summary>
    public bool ColorBar { get; init; } = true;

    /// <summary>Whether cells are squares.</summary>
    public bool SquareCells { get; init; }
}
