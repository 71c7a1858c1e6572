namespace ResearchKit.Permutations;

/// <summary>How a check of functional equivalence is made.</summary>
public sealed record EquivalenceOptions
{
    /// <summary>The number of random alignments to try; 0 makes the check pass without a forward pass. Two catch a wrong axis almost surely and stay cheap.</summary>
    public int Trials { get; init; } = 2;

    /// <summary>
    /// The largest change of an output element, relative to max(1, largest output element); null for 1e-4 where the parameters are single
    /// precision or lower and 1e-10 where all are double, which leave room for sums in another order.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>The seed of the alignments.</summary>
    public Seed Seed { get; init; }
}
