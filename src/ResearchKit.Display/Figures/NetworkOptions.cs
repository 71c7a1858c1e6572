namespace ResearchKit.Display;

/// <summary>How a small neural network is drawn.</summary>
public sealed record NetworkOptions
{
    /// <summary>The words in the units, layer by layer from the inputs; an empty list means x, h and y with numbers.</summary>
    public IReadOnlyList<IReadOnlyList<string>> UnitLabels { get; init; } = [];

    /// <summary>What chooses the colour of each unit, layer by layer; a null key is a white unit, an empty list makes all white.</summary>
    /// <remarks>Give a unit the same key before and after a permutation and the reader sees where it went.</remarks>
    public IReadOnlyList<IReadOnlyList<string?>> UnitKeys { get; init; } = [];

    /// <summary>Significant digits of the weight written beside each edge; 0 writes none.</summary>
    public int WeightDigits { get; init; } = 2;
}
