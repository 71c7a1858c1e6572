using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>The weighted mean of the models: θ = Σ w_i θ_i / Σ w_i.</summary>
/// <remarks>Weights with the sum 0 have no mean and are refused. Reference: Wortsman et al., 2022 (model soups).</remarks>
public sealed record LinearMerge : IElementwiseMergeMethod
{
    /// <inheritdoc/>
    public string Name => "linear";

    /// <summary>Whether the sum is divided by the sum of the weights; without it weights are factors.</summary>
    public bool Normalize { get; init; } = true;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input) => Normalize ? input.Average() : WeightedSum.Of(input.Tensors, input.Weights, input.CanonicalOrder());
}
