using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>HC-SMoE: hierarchical clustering of the experts' mean outputs, then a weighted mean of each cluster.</summary>
/// <remarks>
/// Vectors are mean outputs over all kept calibration tokens, routed there or not; clusters are joined by average linkage of Euclidean distances until k are left. A cluster is represented by
/// the member nearest to its mean. Deterministic; dominant experts given by the caller only set their number. Reference: Chen et al., HC-SMoE: Retraining-Free Merging of Sparse Mixture-of-Experts via Hierarchical Clustering, 2024.
/// </remarks>
public sealed record HcSmoeMerger : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => "hc-smoe";

    /// <inheritdoc/>
    public string Source => "Chen et al., 2024";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => ExpertBudgetRule.Uniform;

    /// <summary>How a cluster is merged.</summary>
    public HcMergeRule Rule { get; init; } = HcMergeRule.Frequency;

    /// <summary>What the members of a cluster are aligned to; the paper does not align.</summary>
    public AlignReference Reference { get; init; } = AlignReference.None;

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        using var frozen = no_grad();
        using var means = OutputSimilarity.Means(calibration);
        var vectors = ExpertClusters.Rows(means);
        var (labels, height) = ExpertClusters.AverageLinkage(vectors, target.Count(calibration));
        var groups = new ExpertGroups(labels, ExpertClusters.NearestToMean(vectors, labels));
        var diagnostics = new Dictionary<string, double> { ["height of the last join"] = height };
        return Rule switch
        {
            HcMergeRule.Frequency => GroupMerge.Run(calibration, groups, MergeWeighting.Frequency, Reference, diagnostics, cancellationToken),
            HcMergeRule.Uniform => GroupMerge.Run(calibration, groups, MergeWeighting.Uniform, Reference, diagnostics, cancellationToken),
            HcMergeRule.FixedDominant => UnitMerge.Run(calibration, groups, UnitMerge.IntoDominant, diagnostics, cancellationToken),
            _ => throw new InvalidOperationException($"there is no merge rule {Rule}"),
        };
    }
}
