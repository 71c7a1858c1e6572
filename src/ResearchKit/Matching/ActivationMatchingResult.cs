using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>What activation matching found.</summary>
public sealed record ActivationMatchingResult
{
    /// <summary>The alignment to apply to the candidate.</summary>
    public required Alignment Alignment { get; init; }

    /// <summary>For each group the mean similarity of matched units; heads and the groups inside them share one figure, over the units of all their projections.</summary>
    public required IReadOnlyDictionary<string, double> Similarity { get; init; }

    /// <summary>For each group the mean similarity of units at the same position before matching.</summary>
    public required IReadOnlyDictionary<string, double> SimilarityBefore { get; init; }

    /// <summary>For each group how many units of the reference never changed on the inputs.</summary>
    public required IReadOnlyDictionary<string, int> DeadUnits { get; init; }

    /// <summary>For each group how many activations of a unit were seen: inputs, times positions for feature maps.</summary>
    public required IReadOnlyDictionary<string, long> Samples { get; init; }

    /// <summary>The wall time in seconds spent in the two networks, in the moments, and in the assignment problems.</summary>
    public required ActivationMatchingTimings Timings { get; init; }
}
