using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>The order in which a sweep visits the groups: a fresh shuffle for every sweep of every start.</summary>
internal static class SweepOrder
{
    /// <summary>The order of one sweep, as indices into the groups of a spec with <paramref name="groups"/> groups.</summary>
    public static Permutation Create(int groups, Seed seed, int start, int sweep) =>
        Permutation.Random(groups, seed.For("sweep order", start).For("sweep", sweep));
}
