using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>ASVD: truncation of the weight with its inputs scaled by how large activations are.</summary>
/// <remarks>
/// D = diag(mean|x_i|^α), W_r = trunc_r(W D) D⁻¹. It weighs inputs but not their correlations, and is not always better than plain truncation.
/// Reference: Yuan et al., ASVD: Activation-aware Singular Value Decomposition, 2023.
/// </remarks>
public sealed record ActivationAwareSvd
{
    /// <summary>α, how much sizes count; 0 is plain truncation.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Inputs smaller than this share of the largest count as that small, so that D can be inverted (our choice).</summary>
    public double Floor { get; init; } = 1e-6;

    /// <summary>Factors a weight.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="meanAbsolute">The mean of |x_i|, (n), as <see cref="InputStatistics.MeanAbsolute"/> gives it.</param>
    /// <param name="rank">r, from 1 to min(m, n).</param>
    /// <returns>The factors, in W's type (float32 for half precision).</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or a shape or number does not fit.</exception>
    public LowRankFactors Factor(Tensor weight, Tensor meanAbsolute, int rank)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        CompressionGuard.RequireRank(weight, rank);
        CompressionGuard.RequireInputs(weight, meanAbsolute, nameof(meanAbsolute));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var sizes = meanAbsolute.to(ScalarType.Float64).to(weight.device);
        var largest = sizes.max().item<double>();
        if (!(largest > 0 && double.IsFinite(largest)))
        {
            throw new ArgumentException($"the largest mean activation is {largest}; expected a number above 0", nameof(meanAbsolute));
        }

        var scale = sizes.clamp_min(Floor * largest).pow(Alpha).to(CompressionGuard.Working(weight)); // (n)
        var factors = TruncatedSvd.Factor(weight.detach().to(scale.dtype) * scale.unsqueeze(0), rank);
        return new LowRankFactors(factors.Left.MoveToOuterDisposeScope(), (factors.Right / scale.unsqueeze(0)).MoveToOuterDisposeScope());
    }
}
