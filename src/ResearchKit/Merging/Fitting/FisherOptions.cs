namespace ResearchKit.Merging.Fitting;

/// <summary>How Fisher information is estimated.</summary>
public sealed record FisherOptions
{
    /// <summary>The most inputs that are used, from the first; 1 or more. 256 is what reference implementations use.</summary>
    public int Samples { get; init => field = MergeGuard.AtLeastOne(value); } = 256;

    /// <summary>Which labels it is averaged over.</summary>
    public FisherLabels Labels { get; init; } = FisherLabels.Sampled;

    /// <summary>The root of the labels that are drawn.</summary>
    public Seed Seed { get; init; }
}
