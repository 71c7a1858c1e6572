using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>The tensor of the only model, times a factor: how layers of models are stacked.</summary>
/// <remarks>Weights do not matter.</remarks>
public sealed record PassthroughMerge : IElementwiseMergeMethod
{
    /// <inheritdoc/>
    public string Name => "passthrough";

    /// <summary>The factor; a finite number.</summary>
    public double Scale { get; init => field = MergeGuard.Finite(value); } = 1;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1, 1);
        return input.Tensors[0] * Scale;
    }
}
