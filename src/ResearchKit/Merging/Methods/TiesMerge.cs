using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>TIES: trim each task vector to its largest values, elect a sign for each parameter, and average the values that agree with it.</summary>
/// <remarks>
/// Per tensor, ⌊density·n⌋ values of largest magnitude stay, at least one, equal magnitudes in the order of their places. The sign is that of Σ w_i δ_i, + where that is 0.
/// δ = Σ w_i δ_i / Σ w_i over the models that agree. The paper trims all tensors of a model together and elects without weights.
/// Reference: Yadav et al., 2023 (arXiv 2306.01708).
/// </remarks>
public sealed record TiesMerge : TaskVectorMerge
{
    /// <summary>Makes the method with the paper's parameters.</summary>
    public TiesMerge() => Normalize = true;

    /// <inheritdoc/>
    public override string Name => "ties";

    /// <summary>The share of values that stay, above 0 and at most 1; 0.2 in the paper.</summary>
    public PerModel Density { get; init => field = value.Check(MergeGuard.PositiveShare, nameof(Density)); } = 0.2;

    /// <summary>What is done to the values that stay; <see cref="Rescaling.InverseDensity"/> divides by the density.</summary>
    public Rescaling Rescale { get; init; } = Rescaling.None;

    /// <inheritdoc/>
    protected override SignRule Rule => SignRule.Elect;

    /// <inheritdoc/>
    protected override Tensor Sparsify(TaskVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var density = Density[vector.Model];
        if (density >= 1)
        {
            return vector.Delta;
        }

        var kept = MagnitudeSelection.Band(vector.Delta, 0, Kept.Count(density, vector.Delta.numel()));
        return MaskRescaling.Apply(Rescale, vector.Delta, kept, density);
    }

    /// <inheritdoc/>
    private protected override Tensor? MergeAtOnce(MergeInput input, IReadOnlyList<int> order, IReadOnlyList<double> weights)
    {
        Tensor[] models = [.. order.Select(model => input.Tensors[model])];
        return Rescale == Rescaling.None && TrimmedElection.Applies(models, input.RequireBase())
            ? TrimmedElection.Combine(models, input.RequireBase(), [.. order.Select(model => Density[model])], weights, weights, Normalize, Lambda)
            : null;
    }
}
