using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>NearSwap: move each parameter of the base model towards another model by at most t, so that near parameters are swapped whole.</summary>
/// <remarks>With w = min(1, t / |θ_1 − θ_0|), θ = (1 − w) θ_0 + w θ_1, which is θ_0 + clip(θ_1 − θ_0, −t, t). Weights do not matter. Reference: mergekit's nearswap.</remarks>
public sealed record NearSwapMerge : IElementwiseMergeMethod
{
    /// <inheritdoc/>
    public string Name => "nearswap";

    /// <summary>The furthest a parameter moves; 0 or more.</summary>
    public double T { get; init => field = MergeGuard.NotNegative(value); } = 0.001;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1, 1);
        using var delta = input.Delta(0);
        return input.RequireBase() + delta.clamp(-T, T);
    }
}
