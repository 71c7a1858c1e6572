using System.Diagnostics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Aligns experts by what their hidden units do rather than by their weights.</summary>
/// <remarks>
/// C[i, j] is the Pearson correlation of unit i of the reference with unit j of the candidate, after the activation (and the gate), over the kept tokens that were routed to either of the two.
/// Where no token was, all kept tokens count. Reference: Li et al., Merge, Then Compress, 2024, the authors' code for the baseline called REPAIR.
/// </remarks>
public static class ActivationAlignment
{
    /// <summary>Aligns the experts of a layer, each to a reference of its own choice.</summary>
    /// <param name="calibration">The layer with kept tokens.</param>
    /// <param name="references">For each expert the index of the expert it is aligned to; its own index leaves it as it is.</param>
    /// <returns>A match for each expert; objectives are sums of correlations.</returns>
    /// <exception cref="ArgumentException">A reference is out of range.</exception>
    /// <exception cref="InvalidOperationException">No tokens were kept.</exception>
    public static ExpertAlignmentResult AlignAll(ExpertCalibration calibration, IReadOnlyList<int> references)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        var experts = calibration.Experts;
        ExpertGuard.RequireIndices(references, experts.Count, experts.Count, nameof(references));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (tokens, selected) = (calibration.Tokens(), calibration.Routing.Selected);
        var matches = new ExpertMatch[experts.Count];
        var (products, assignment) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var e = 0; e < experts.Count; e++)
        {
            using var inner = NewDisposeScope();
            var f = (int)experts[e].HiddenSize;
            if (references[e] == e)
            {
                matches[e] = new ExpertMatch(e, Permutation.Identity(f), f, f);
                continue;
            }

            var start = Stopwatch.GetTimestamp();
            var routed = (selected.eq(e) | selected.eq(references[e])).any(1).nonzero().flatten();
            var shared = routed.numel() > 1 ? tokens.index_select(0, routed.to(tokens.device)) : tokens; // (T, d)
            var correlation = UnitCorrelations.Standardise(experts[references[e]].Hidden(shared)).t()
                .matmul(UnitCorrelations.Standardise(experts[e].Hidden(shared))).cpu(); // (f, f)
            products += Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            var (permutation, objective, identity) = ScoreAssignment.Maximize(correlation, $"expert {e} and its reference {references[e]}");
            assignment += Stopwatch.GetElapsedTime(start);
            matches[e] = new ExpertMatch(references[e], permutation, objective, identity);
        }

        return new ExpertAlignmentResult(matches, products.TotalSeconds, assignment.TotalSeconds);
    }
}
