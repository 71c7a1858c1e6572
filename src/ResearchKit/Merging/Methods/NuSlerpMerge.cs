using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>Spherical interpolation with weights instead of a position, of the tensors or of their differences from a base model, as a whole or line by line.</summary>
/// <remarks>
/// t = w_2 / (w_1 + w_2). With a base model θ_0 it gives θ_0 + slerp(δ_1, δ_2, t). <see cref="SlerpVectors.LastAxis"/> is <c>nuslerp_flatten: false</c> elsewhere, and
/// <see cref="SlerpVectors.FirstAxis"/> is the same with <c>nuslerp_row_wise: true</c>. Tensors of one axis are one vector in every case.
/// Reference: Shoemake, 1985; the variants are those of mergekit.
/// </remarks>
public sealed record NuSlerpMerge : IMergeMethod
{
    // Shorter vectors count as this long, so that a zero vector has no angle instead of NaN.
    private const double SmallestNorm = 1e-7;

    // Above this cosine arc and line agree in every digit of single precision.
    private const double LinearAbove = 1 - 1e-12;

    /// <inheritdoc/>
    public string Name => "nuslerp";

    /// <summary>Which parts are vectors with an angle of their own.</summary>
    public SlerpVectors Vectors { get; init; } = SlerpVectors.Whole;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 2, 2);
        var shares = MergeGuard.Shares(input);
        if (input.Base is null)
        {
            return Between(input, input.Tensors[0], input.Tensors[1], shares);
        }

        return input.Base + Between(input, input.Delta(0), input.Delta(1), shares);
    }

    private Tensor Between(MergeInput input, Tensor first, Tensor second, double[] shares)
    {
        if (Vectors == SlerpVectors.Whole || first.shape.Length == 0)
        {
            var lengths = Math.Max(SmallestNorm, Reductions.Norm(first)) * Math.Max(SmallestNorm, Reductions.Norm(second));
            var cosine = Reductions.Dot(first, second) / lengths;
            input.Report("cosine", cosine);
            var factors = Arc.Factors(cosine, shares[0], shares[1], LinearAbove);
            return WeightedSum.Of([first, second], [factors.First, factors.Second], [0, 1]);
        }

        return Arc.Along(Vectors == SlerpVectors.LastAxis ? first.shape.Length - 1 : 0, first, second, shares[0], shares[1], SmallestNorm);
    }
}
