using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>Whether alignments that lead round a cycle of models lead back to where they began.</summary>
/// <remarks>
/// Pairs matched one by one need not agree: the unit of c that stands for a unit of a need not be the one that is found by way of b. Reference: Crisostomi et al., C2M3, NeurIPS 2024, section 3.
/// </remarks>
public static class CycleConsistency
{
    /// <summary>The number of units that a cycle of alignments does not bring back to their place, for each group.</summary>
    /// <param name="cycle">
    /// The alignments in the order in which they are applied, of one spec; for models a, b and c: that of c with b, of b with a, of a with c.
    /// </param>
    /// <returns>For each group a number from 0 to its size; all zero when the cycle is consistent.</returns>
    /// <exception cref="ArgumentException">There is no alignment, or their groups differ.</exception>
    public static IReadOnlyDictionary<string, int> DisplacedUnits(params IReadOnlyList<Alignment> cycle)
    {
        var round = Compose(cycle);
        return round.Permutations.ToDictionary(pair => pair.Key, pair => pair.Value.HammingDistance(Permutation.Identity(pair.Value.Length))).AsReadOnly();
    }

    /// <summary>The share of all units that a cycle of alignments does not bring back to their place.</summary>
    /// <param name="cycle">The alignments in the order in which they are applied.</param>
    /// <returns>A number from 0 (consistent) to 1.</returns>
    /// <exception cref="ArgumentException">There is no alignment, or their groups differ.</exception>
    public static double DisplacedShare(params IReadOnlyList<Alignment> cycle) =>
        DisplacedUnits(cycle).Values.Sum() / (double)cycle[0].Spec.Groups.Values.Sum();

    private static Alignment Compose(IReadOnlyList<Alignment> cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return cycle.Count > 0
            ? cycle.Skip(1).Aggregate(cycle[0], (round, next) => round.Compose(next))
            : throw new ArgumentException("A cycle needs at least one alignment.", nameof(cycle));
    }
}
