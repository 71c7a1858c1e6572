namespace ResearchKit.Connectivity;

/// <summary>How <see cref="BatchNormReset"/> passes over the data.</summary>
public sealed record BatchNormResetOptions
{
    /// <summary>Images a batch; at least 2. A last batch that is smaller is left out, unless it is the only one.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>The number of batches at most, or null for the whole data.</summary>
    public int? MaxBatches { get; init; }
}
