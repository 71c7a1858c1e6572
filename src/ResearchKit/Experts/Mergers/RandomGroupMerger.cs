namespace ResearchKit.Experts;

/// <summary>Random groups: the baselines that the M-SMoE paper calls Averaging, Git Re-Basin and REPAIR, and random grouping with everything else as in M-SMoE.</summary>
/// <remarks>
/// The paper's Averaging is equal weights without alignment (the defaults); its Git Re-Basin adds <see cref="RandomGroupAlignment.Weights"/>, its REPAIR <see cref="RandomGroupAlignment.Activations"/>
/// (without the renormalisation that gave REPAIR its name). With frequency weights, weight alignment and <see cref="AroundDominants"/> only the grouping of M-SMoE is missing.
/// Reference: Li et al., Merge, Then Compress, 2024, section 4.1 and the authors' code.
/// </remarks>
public sealed record RandomGroupMerger : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => (Alignment, Weighting, AroundDominants) switch
    {
        (RandomGroupAlignment.None, MergeWeighting.Uniform, false) => "average",
        (RandomGroupAlignment.Weights, MergeWeighting.Uniform, false) => "git-rebasin",
        (RandomGroupAlignment.Activations, MergeWeighting.Uniform, false) => "repair",
        _ => "random-groups",
    };

    /// <inheritdoc/>
    public string Source => Alignment switch
    {
        RandomGroupAlignment.Weights => "Ainsworth et al., 2023; Li et al., 2024",
        RandomGroupAlignment.Activations => "Jordan et al., 2023; Li et al., 2024",
        _ => "Li et al., 2024",
    };

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => AroundDominants ? ExpertBudgetRule.Adaptive : ExpertBudgetRule.Uniform;

    /// <summary>How the members of a group are aligned to its representative.</summary>
    public RandomGroupAlignment Alignment { get; init; } = RandomGroupAlignment.None;

    /// <summary>The weights of the average.</summary>
    public MergeWeighting Weighting { get; init; } = MergeWeighting.Uniform;

    /// <summary>Whether each group forms around a dominant expert, which others join at random, rather than being all random.</summary>
    public bool AroundDominants { get; init; }

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        var groups = AroundDominants
            ? ExpertGroups.Around(ExpertSimilarity.Compute(ExpertSimilarityKind.Random, calibration, target.Seed), target.DominantsOf(calibration))
            : ExpertGroups.Random(calibration.Experts.Count, target.Count(calibration), target.Seed);
        return Alignment switch
        {
            RandomGroupAlignment.None => GroupMerge.Run(calibration, groups, Weighting, AlignReference.None, cancellationToken: cancellationToken),
            RandomGroupAlignment.Weights => GroupMerge.Run(calibration, groups, Weighting, AlignReference.GroupDominant, cancellationToken: cancellationToken),
            RandomGroupAlignment.Activations => GroupMerge.Average(calibration, groups, Weighting, ActivationAlignment.AlignAll(calibration, groups.RepresentativeOf)),
            _ => throw new InvalidOperationException($"there is no alignment {Alignment}"),
        };
    }
}
