namespace ResearchKit.Matching;

/// <summary>How activations are matched.</summary>
public sealed record ActivationMatchingOptions
{
    /// <summary>How alike two units are.</summary>
    public ActivationSimilarity Similarity { get; init; } = ActivationSimilarity.SecondMoment;

    /// <summary>
    /// What is added to the product of the standard deviations under <see cref="ActivationSimilarity.Pearson"/>, so that nearly constant units do not count as
    /// correlated; 1e-4 as in the code of Jordan et al. (2023). A unit that never changes (a dead one) has correlation 0 with all, at 0 too.
    /// </summary>
    public double Epsilon { get; init; } = 1e-4;

    /// <summary>The activations of a unit that are multiplied at once in the network's precision before they are added in double precision.</summary>
    public int ChunkSize { get; init; } = 4096;
}
