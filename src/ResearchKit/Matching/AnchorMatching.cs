using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Matches several models to one anchor, each on its own, so that all lie in the anchor's order of units.</summary>
/// <remarks>
/// The setting in which pairs that were never matched to each other are looked at: theta_a fixed, pi_b and pi_c found by matching to it, then the pair
/// (pi_b(theta_b), pi_c(theta_c)). Reference: Ito, Yamada and Kumagai, 2025, section 6.3.
/// </remarks>
public static class AnchorMatching
{
    /// <summary>Matches every candidate to the anchor by weights.</summary>
    /// <param name="spec">The permutation symmetries of all models.</param>
    /// <param name="anchor">The model that stays as it is.</param>
    /// <param name="candidates">The models whose units are reordered.</param>
    /// <param name="options">How to search; each candidate uses its own stream of the seed. Null for the defaults.</param>
    /// <param name="progress">Told after every sweep of every candidate.</param>
    /// <param name="cancellationToken">Looked at before every group.</param>
    /// <returns>One result for each candidate, in order.</returns>
    /// <exception cref="ArgumentException">A state dict does not fit the spec.</exception>
    public static IReadOnlyList<MatchingResult> Match(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> anchor,
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> candidates,
        WeightMatchingOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        options ??= new WeightMatchingOptions();
        return [.. candidates.Select((candidate, index) =>
            WeightMatching.Match(spec, anchor, candidate, options with { Seed = options.Seed.For("candidate", index) }, progress, cancellationToken))];
    }
}
