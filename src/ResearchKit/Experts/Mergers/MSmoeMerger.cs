namespace ResearchKit.Experts;

/// <summary>M-SMoE: experts join the dominant expert whose router logits are most like theirs, are aligned to it, and are averaged by activation frequency.</summary>
/// <remarks>Reference: Li, Zhang, Yadav, Sung, Cheng, Bansal and Chen, Merge, Then Compress, 2024, algorithm 1 without training.</remarks>
public sealed record MSmoeMerger : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => "m-smoe";

    /// <inheritdoc/>
    public string Source => "Li et al., 2024";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget { get; init; } = ExpertBudgetRule.Adaptive;

    /// <summary>What makes experts join a group.</summary>
    public ExpertSimilarityKind Similarity { get; init; } = ExpertSimilarityKind.RouterLogits;

    /// <summary>The weights of the average.</summary>
    public MergeWeighting Weighting { get; init; } = MergeWeighting.Frequency;

    /// <summary>What experts are aligned to. The paper aligns all to expert 0; the two differ by less than the noise between seeds.</summary>
    public AlignReference Reference { get; init; } = AlignReference.GroupDominant;

    /// <summary>The most members a group may have; 0 for no limit.</summary>
    public int GroupCapacity { get; init; }

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        var dominants = target.DominantsOf(calibration);
        var similarity = ExpertSimilarity.Compute(Similarity, calibration, target.Seed);
        var groups = ExpertGroups.Around(similarity, dominants, GroupCapacity);
        var joined = Enumerable.Range(0, groups.GroupOf.Count).Where(e => groups.RepresentativeOf[e] != e).ToArray();
        return GroupMerge.Run(calibration, groups, Weighting, Reference, new Dictionary<string, double>
        {
            ["mean similarity to the dominant"] = joined.Length == 0 ? 1 : joined.Average(e => similarity[e, groups.RepresentativeOf[e]]),
            ["frequency of the dominants"] = dominants.Sum(e => calibration.Routing.Frequency[e]),
        }, cancellationToken);
    }
}
