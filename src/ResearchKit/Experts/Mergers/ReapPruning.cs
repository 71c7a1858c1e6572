using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>REAP: drops the experts that add least to the layer's output, and their rows of the router.</summary>
/// <remarks>
/// S_j = mean over the tokens routed to j of g_j(x) ‖E_j(x)‖, with gates normalised over the chosen experts; an expert without tokens scores 0.
/// Reference: Lasby et al., REAP, 2025, with its own baselines as <see cref="Criterion"/>.
/// </remarks>
public sealed record ReapPruning : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => Criterion switch
    {
        ReapCriterion.RouterWeightedNorm => "reap",
        ReapCriterion.NormSum => "ean",
        _ => "reap-frequency",
    };

    /// <inheritdoc/>
    public string Source => "Lasby et al., 2025";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => ExpertBudgetRule.Uniform;

    /// <summary>What an expert is scored by.</summary>
    public ReapCriterion Criterion { get; init; } = ReapCriterion.RouterWeightedNorm;

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        var scores = Score(calibration, Criterion);
        return SlotPruning.Keep(calibration, [.. DominantExperts.Ranked(scores).Take(target.Count(calibration))], scores, keepGates: false);
    }

    /// <summary>The score of each expert; the lowest are dropped first.</summary>
    /// <param name="calibration">The layer with kept tokens.</param>
    /// <param name="criterion">What to score by.</param>
    /// <returns>A number for each expert, not negative.</returns>
    /// <exception cref="InvalidOperationException">No tokens were kept.</exception>
    public static IReadOnlyList<double> Score(ExpertCalibration calibration, ReapCriterion criterion)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        if (criterion == ReapCriterion.Frequency)
        {
            return calibration.Routing.Frequency;
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var tokens = calibration.Tokens();
        var gates = calibration.Routing.Gates.to(ScalarType.Float64);
        var shares = gates / gates.sum([1L], keepdim: true);
        var scores = new double[calibration.Experts.Count];
        for (var e = 0; e < scores.Length; e++)
        {
            using var inner = NewDisposeScope();
            var chosen = calibration.Routing.Selected.eq(e); // (T, k)
            var routed = chosen.any(1).nonzero().flatten();
            if (routed.numel() == 0)
            {
                continue;
            }

            var norms = calibration.Experts[e].Forward(tokens.index_select(0, routed.to(tokens.device))).to(ScalarType.Float64).cpu().square().sum([1L]).sqrt();
            var share = (shares * chosen.to(ScalarType.Float64)).sum([1L]).index_select(0, routed);
            scores[e] = criterion == ReapCriterion.NormSum ? norms.sum().item<double>() : (norms * share).mean().item<double>();
        }

        return scores;
    }
}
