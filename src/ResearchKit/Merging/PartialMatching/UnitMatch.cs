using ResearchKit.Permutations;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>The best partner of every unit of a group, and how well they match.</summary>
/// <param name="Partner">Unit i of A is paired with unit <c>Partner[i]</c> of B.</param>
/// <param name="Scores">The score c_i of each pair; only its order matters.</param>
public sealed record UnitMatch(Permutation Partner, IReadOnlyList<double> Scores)
{
    /// <summary>Keeps the best pairs and leaves the other units on their own.</summary>
    /// <remarks>The k = round((1 − ρ) n) pairs of highest score stay; of equal scores the one of lower index.</remarks>
    /// <param name="ratio">The share ρ of units that are kept separate, from 0 to 1.</param>
    /// <returns>The group.</returns>
    public PartialGroup Keep(double ratio)
    {
        MergeGuard.Share(ratio, nameof(ratio));
        var n = Partner.Length;
        var kept = (int)Math.Round((1 - ratio) * n, MidpointRounding.AwayFromZero);
        return new PartialGroup(n, n, Enumerable.Range(0, n).OrderByDescending(i => Scores[i]).ThenBy(i => i).Take(kept).Select(i => (i, Partner[i])));
    }
}
