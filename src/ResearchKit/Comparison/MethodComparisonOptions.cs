namespace ResearchKit.Comparison;

/// <summary>How a <see cref="MethodComparison"/> measures.</summary>
public sealed record MethodComparisonOptions
{
    /// <summary>Positions on the path from one model to the other, evenly spaced; odd, so that the midpoint is one of them, and at least 3.</summary>
    public int Points { get; init; } = 11;

    /// <summary>Images a forward pass; at least 1.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Whether running statistics of batch normalisation are set anew, on the training images, in every merged model.</summary>
    public bool ResetStatistics { get; init; } = true;
}
