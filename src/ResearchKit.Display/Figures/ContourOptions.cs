namespace ResearchKit.Display;

/// <summary>How a function of two variables is drawn as lines of equal height.</summary>
public sealed record ContourOptions
{
    /// <summary>What the heights measure, with its unit.</summary>
    public string ColorLabel { get; init; } = string.Empty;

    /// <summary>How many bands of height there are, about.</summary>
    public int Levels { get; init; } = 12;

    /// <summary>Whether heights are laid out by ratio, as suits a loss that spans decades; they must then be positive.</summary>
    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>The largest height on the colour scale, or null for the largest given; all higher ground has the same colour.</summary>
    public double? Ceiling { get; init; }
}
