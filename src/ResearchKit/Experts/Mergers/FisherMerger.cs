namespace ResearchKit.Experts;

/// <summary>The groups and alignment of M-SMoE, averaged by Fisher information entry by entry.</summary>
/// <remarks>Reference: Matena and Raffel, Merging Models with Fisher-Weighted Averaging, 2022; as a baseline in Li et al., Merge, Then Compress, 2024, table 6.</remarks>
public sealed record FisherMerger : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => "fisher";

    /// <inheritdoc/>
    public string Source => "Matena and Raffel, 2022";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => ExpertBudgetRule.Adaptive;

    /// <summary>What makes experts join a group.</summary>
    public ExpertSimilarityKind Similarity { get; init; } = ExpertSimilarityKind.RouterLogits;

    /// <summary>What experts are aligned to.</summary>
    public AlignReference Reference { get; init; } = AlignReference.GroupDominant;

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default) =>
        new MSmoeMerger { Similarity = Similarity, Reference = Reference, Weighting = MergeWeighting.Fisher }.Merge(calibration, target, cancellationToken);
}
