using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>SVD-LLM: the truncation that changes a layer's outputs least on its calibration inputs.</summary>
/// <remarks>
/// With X Xᵀ = L Lᵀ, the method is W_r = trunc_r(W L) L⁻¹, and ‖(W − W_r) X‖² = Σ_{i>r} σ_i(W L)², the least of any matrix of rank r. It is computed here as W_r = U_r U_rᵀ W with
/// U_r the leading eigenvectors of W X Xᵀ Wᵀ, which are the left singular vectors of W L: the same matrix without a Cholesky factor or an inverse, and defined for singular X Xᵀ too.
/// Reference: Wang et al., SVD-LLM: Truncation-aware Singular Value Decomposition for Large Language Model Compression, 2024, section 3.1.
/// </remarks>
public static class WhitenedSvd
{
    /// <summary>Factors a weight.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="gram">X Xᵀ, (n, n), as <see cref="InputStatistics.Gram"/> gives it.</param>
    /// <param name="rank">r, from 1 to min(m, n).</param>
    /// <returns>The factors (Left = U_r, Right = U_rᵀ W in W's type, float32 for half precision), and the squared change of the outputs, Σ_{i>r} σ_i².</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or a shape or number does not fit.</exception>
    public static (LowRankFactors Factors, double SquaredError) Factor(Tensor weight, Tensor gram, int rank)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        CompressionGuard.RequireRank(weight, rank);
        ArgumentNullException.ThrowIfNull(gram);
        if (!gram.shape.AsSpan().SequenceEqual([weight.shape[1], weight.shape[1]]))
        {
            throw new ArgumentException($"the second moments have shape {CompressionGuard.Shape(gram)}; a weight of shape {CompressionGuard.Shape(weight)} needs [{weight.shape[1]}, {weight.shape[1]}]", nameof(gram));
        }

        CompressionGuard.RequireFinite(gram, nameof(gram));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var wide = weight.detach().to(ScalarType.Float64);
        var outputs = wide.matmul(gram.to(ScalarType.Float64).to(weight.device)).matmul(wide.t()); // (m, m), the second moments of the outputs
        var (values, vectors) = linalg.eigh((outputs + outputs.t()) * 0.5); // rising
        var m = weight.shape[0];
        var leading = vectors.narrow(1, m - rank, rank).flip(1); // (m, r)
        var error = values.narrow(0, 0, m - rank).clamp_min(0).sum().item<double>();
        var type = CompressionGuard.Working(weight);
        return (new LowRankFactors(leading.to(type).MoveToOuterDisposeScope(), leading.t().matmul(wide).to(type).MoveToOuterDisposeScope()), error);
    }
}
