namespace ResearchKit.Experts;

/// <summary>Keeps the most used experts and drops the others; their tokens go to the best expert that is left.</summary>
/// <remarks>Reference: the pruning baseline of Li et al., Merge, Then Compress, 2024, section 4.1.</remarks>
public sealed record FrequencyPruning : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => KeepGates ? "prune-same-gate" : "prune";

    /// <inheritdoc/>
    public string Source => "Li et al., 2024";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => ExpertBudgetRule.Adaptive;

    /// <summary>Whether gates keep the values that the softmax over all experts gives, instead of being normalised over the experts that are left (the paper's baseline).</summary>
    public bool KeepGates { get; init; }

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        return SlotPruning.Keep(calibration, target.DominantsOf(calibration), calibration.Routing.Frequency, KeepGates);
    }
}
