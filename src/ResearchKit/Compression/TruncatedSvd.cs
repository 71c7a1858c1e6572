using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>The best approximation of a matrix by one of lower rank.</summary>
/// <remarks>W_r = P_r Σ_r Q_rᵀ has ‖W − W_r‖² = Σ_{i>r} σ_i², the least possible. Reference: Eckart and Young, Psychometrika 1 (1936).</remarks>
public static class TruncatedSvd
{
    /// <summary>From this ratio of sides on, eigenvectors of the small Gram matrix are faster than a decomposition of the matrix itself.</summary>
    private const int WideEnough = 2;

    /// <summary>Factors a matrix by its r largest singular values.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="rank">r, from 1 to min(m, n).</param>
    /// <returns>Left = P_r Σ_r^½ and Right = Σ_r^½ Q_rᵀ, in W's type (float32 for half precision).</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or the rank does not fit.</exception>
    public static LowRankFactors Factor(Tensor weight, int rank)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        CompressionGuard.RequireRank(weight, rank);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (u, s, vh) = Decompose(weight);
        return Split(u.narrow(1, 0, rank), s.narrow(0, 0, rank), vh.narrow(0, 0, rank));
    }

    /// <summary>The thin decomposition W = P diag(σ) Qᵀ with k = min(m, n).</summary>
    /// <remarks>
    /// A float32 matrix at least twice as wide as high (or the other way round) goes through the eigenvectors of its Gram matrix in float64, which is several times faster. Singular values below about
    /// 1e-7 of the largest are then noise, as they are in float32 anyway.
    /// </remarks>
    /// <param name="weight">W, (m, n).</param>
    /// <returns>P (m, k), σ (k) falling, Qᵀ (k, n); new tensors in W's type (float32 for half precision).</returns>
    /// <exception cref="ArgumentException">W is not a matrix, or holds NaN or infinity.</exception>
    public static (Tensor U, Tensor S, Tensor Vh) Decompose(Tensor weight)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var matrix = weight.detach().to(CompressionGuard.Working(weight));
        var (m, n) = (matrix.shape[0], matrix.shape[1]);
        if (matrix.dtype == ScalarType.Float64 || Math.Max(m, n) < WideEnough * Math.Min(m, n))
        {
            var (u, s, vh) = linalg.svd(matrix, false);
            return (u.MoveToOuterDisposeScope(), s.MoveToOuterDisposeScope(), vh.MoveToOuterDisposeScope());
        }

        var (left, values, right) = m <= n ? ByGram(matrix) : Turned(ByGram(matrix.t()));
        return (left.MoveToOuterDisposeScope(), values.MoveToOuterDisposeScope(), right.MoveToOuterDisposeScope());
    }

    /// <summary>Shares the singular values between both factors.</summary>
    internal static LowRankFactors Split(Tensor u, Tensor s, Tensor vh)
    {
        var root = s.sqrt();
        return new LowRankFactors((u * root.unsqueeze(0)).MoveToOuterDisposeScope(), (root.unsqueeze(1) * vh).MoveToOuterDisposeScope());
    }

    private static (Tensor U, Tensor S, Tensor Vh) Turned((Tensor U, Tensor S, Tensor Vh) parts) => (parts.Vh.t().contiguous(), parts.S, parts.U.t().contiguous());

    /// <summary>For m ≤ n: W Wᵀ = P Σ² Pᵀ, and Σ Qᵀ = Pᵀ W, whose row norms are the singular values again and more exactly.</summary>
    private static (Tensor U, Tensor S, Tensor Vh) ByGram(Tensor matrix)
    {
        var gram = matrix.matmul(matrix.t()).to(ScalarType.Float64);
        var u = linalg.eigh(gram).Item2.flip(1).to(matrix.dtype); // eigenvalues rise
        var rows = u.t().matmul(matrix); // (m, n)
        var s = rows.square().sum([1L]).sqrt();
        // Rounding may leave neighbours of nearly equal value in the wrong order.
        var (sorted, order) = s.sort(0, descending: true);
        var vh = rows.index_select(0, order) / sorted.clamp_min(1e-30).unsqueeze(1);
        return (u.index_select(1, order), sorted, vh);
    }
}
