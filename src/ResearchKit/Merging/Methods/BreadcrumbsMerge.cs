using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>Model breadcrumbs: drop the very largest and the small values of each task vector, then add the rest or elect signs.</summary>
/// <remarks>
/// Per tensor of n values the ⌊γn⌋ of largest magnitude are dropped and the ⌊density·n⌋ behind them stay, at least one; where both together are more than n, fewer are dropped
/// at the top. A tensor too small for γ to reach one value loses none at the top. Reference: Davari and Belilovsky, 2024 (arXiv 2312.06795).
/// </remarks>
public sealed record BreadcrumbsMerge : TaskVectorMerge
{
    /// <inheritdoc/>
    public override string Name => Signs == SignRule.Elect ? "breadcrumbs_ties" : "breadcrumbs";

    /// <summary>The share of values that stay, above 0 and at most 1.</summary>
    public PerModel Density { get; init => field = value.Check(MergeGuard.PositiveShare, nameof(Density)); } = 0.9;

    /// <summary>The share γ of the largest values that are dropped, from 0 to 1.</summary>
    public PerModel Gamma { get; init => field = value.Check(MergeGuard.Share, nameof(Gamma)); } = 0.01;

    /// <summary>What is done where task vectors disagree in sign.</summary>
    public SignRule Signs { get; init; }

    /// <inheritdoc/>
    protected override SignRule Rule => Signs;

    /// <inheritdoc/>
    protected override Tensor Sparsify(TaskVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var elements = vector.Delta.numel();
        var keep = Kept.Count(Density[vector.Model], elements);
        return MagnitudeSelection.Band(vector.Delta, Math.Min(Kept.Floor(Gamma[vector.Model], elements), elements - keep), keep);
    }
}
