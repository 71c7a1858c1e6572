using ResearchKit.Experts;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>What one method did to one network.</summary>
/// <param name="Name">The method.</param>
/// <param name="Before">Loss and accuracy right after merging.</param>
/// <param name="After">Loss and accuracy after recovery, or null where there was none.</param>
/// <param name="Groups">The groups of each layer; null where experts were pruned.</param>
/// <param name="Kept">Experts that each layer kept.</param>
/// <param name="StableRankChange">The mean over layers, groups and matrices of (merged - dominant) / dominant, as stable ranks; NaN where experts were pruned.</param>
public sealed record MergeOutcome(string Name, Evaluation Before, Evaluation? After, IReadOnlyList<ExpertGroups?> Groups, IReadOnlyList<int> Kept, double StableRankChange)
{
    /// <summary>For each layer the share of experts whose family is that of their group's representative; NaN where experts were pruned.</summary>
    /// <param name="families">For each layer the family of each expert.</param>
    /// <returns>A share for each layer.</returns>
    public IReadOnlyList<double> Purity(IReadOnlyList<IReadOnlyList<int>> families) =>
        [.. Groups.Zip(families, (groups, family) => groups?.RepresentativeOf.Select((r, e) => family[r] == family[e] ? 1.0 : 0).Average() ?? double.NaN)];

    /// <summary>For each layer how many families have a representative.</summary>
    /// <param name="families">For each layer the family of each expert.</param>
    /// <returns>A count for each layer; 0 where experts were pruned.</returns>
    public IReadOnlyList<int> FamiliesCovered(IReadOnlyList<IReadOnlyList<int>> families) =>
        [.. Groups.Zip(families, (groups, family) => groups?.Representatives.Select(r => family[r]).Distinct().Count() ?? 0)];
}
