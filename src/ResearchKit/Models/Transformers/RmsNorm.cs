using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Root-mean-square normalisation over the last axis: y = x / sqrt(mean(x²) + epsilon) * weight.</summary>
/// <remarks>It has one parameter, <c>weight</c>, of ones at first. Reference: Zhang and Sennrich, 2019, equation 4.</remarks>
public sealed partial class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly double _epsilon;

    /// <summary>Makes a normalisation of vectors.</summary>
    /// <param name="size">The size d of a vector.</param>
    /// <param name="epsilon">What is added to the mean square.</param>
    /// <param name="dtype">The number type of the weight.</param>
    /// <exception cref="ArgumentException">The size is not positive.</exception>
    public RmsNorm(int size, double epsilon = 1e-5, ScalarType dtype = ScalarType.Float32)
        : base(nameof(RmsNorm))
    {
        Guard.Positive(size, nameof(size));
        _epsilon = epsilon;
        register_parameter("weight", (Parameter)nn.Parameter(ones(size, dtype: dtype)).DetachFromDisposeScope());
    }

    /// <summary>Normalises every vector.</summary>
    /// <param name="input">(..., d).</param>
    /// <returns>A tensor of the same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var scale = (input.square().mean([-1L], keepdim: true) + _epsilon).rsqrt(); // (..., 1)
        return input * scale * get_parameter("weight")!;
    }
}
