using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>The point on the arc between two tensors, each seen as one vector: sin((1−t)Ω)/sin Ω θ_1 + sin(tΩ)/sin Ω θ_2.</summary>
/// <remarks>
/// Ω is the angle between the vectors, whose lengths stay as they are. Nearly parallel vectors take the straight line, and so do exactly opposite ones and zero vectors,
/// for which no arc is defined. Reference: Shoemake, 1985.
/// </remarks>
public sealed record SlerpMerge : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "slerp";

    /// <summary>The position, 0 for the first model and 1 for the second; null for the second model's share of the weights.</summary>
    public double? T { get; init => field = value is { } t ? MergeGuard.Finite(t) : null; }

    /// <summary>The cosine above which the straight line is taken; 1 to take the arc wherever there is one.</summary>
    public double LinearAbove { get; init => field = MergeGuard.Share(value); } = 0.9995;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 2, 2);
        var lengths = Reductions.Norm(input.Tensors[0]) * Reductions.Norm(input.Tensors[1]);
        return WeightedSum.Of(input.Tensors, Factors(input, lengths, Reductions.Dot(input.Tensors[0], input.Tensors[1])), [0, 1]);
    }

    /// <summary>The factors of the two tensors, from the product of their lengths and their inner product.</summary>
    internal double[] Factors(MergeInput input, double lengths, double product)
    {
        double[] shares = T is { } t ? [1 - t, t] : MergeGuard.Shares(input);
        var cosine = lengths > 0 ? product / lengths : 1;
        input.Report("cosine", cosine);
        var (first, second) = Arc.Factors(cosine, shares[0], shares[1], LinearAbove);
        return [first, second];
    }
}
