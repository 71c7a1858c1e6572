using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>An approximate truncated decomposition from a random sample of the range, for ranks far below the matrix's size.</summary>
/// <remarks>
/// Y = W Ω with Gaussian Ω (n, r + p); q times Q = orth(Y), Y = W (Wᵀ Q); then the exact decomposition of the small Qᵀ W. Cost 2 (q + 1) products of 2 m n (r + p) operations.
/// Reference: Halko, Martinsson and Tropp, SIAM Review 53 (2011), algorithms 4.4 and 5.1.
/// </remarks>
public static class RandomizedSvd
{
    /// <summary>Factors a matrix approximately.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="rank">r, from 1 to min(m, n).</param>
    /// <param name="options">How exactly; null for the defaults.</param>
    /// <returns>Left = P_r Σ_r^½ and Right = Σ_r^½ Q_rᵀ, in W's type (float32 for half precision).</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or a number does not fit.</exception>
    public static LowRankFactors Factor(Tensor weight, int rank, RandomizedSvdOptions? options = null)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        CompressionGuard.RequireRank(weight, rank);
        options ??= new RandomizedSvdOptions();
        if (options.Oversampling < 0 || options.PowerSteps < 0)
        {
            throw new ArgumentException($"{options.Oversampling} directions beyond the rank and {options.PowerSteps} power steps were asked for; expected 0 or more of each", nameof(options));
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var matrix = weight.detach().to(CompressionGuard.Working(weight));
        var (m, n) = (matrix.shape[0], matrix.shape[1]);
        var directions = Math.Min(rank + options.Oversampling, Math.Min(m, n));
        using var generator = new Generator((ulong)options.Seed.For("range").ToInt64());
        var omega = randn([n, directions], dtype: matrix.dtype, generator: generator).to(matrix.device);
        var q = linalg.qr(matrix.matmul(omega)).Q; // (m, r + p)
        for (var step = 0; step < options.PowerSteps; step++)
        {
            // Orthonormal on both sides: plain powers lose the small directions to rounding.
            var back = linalg.qr(matrix.t().matmul(q)).Q; // (n, r + p)
            q = linalg.qr(matrix.matmul(back)).Q;
        }

        var (u, s, vh) = TruncatedSvd.Decompose(q.t().matmul(matrix));
        return TruncatedSvd.Split(q.matmul(u.narrow(1, 0, rank)), s.narrow(0, 0, rank), vh.narrow(0, 0, rank));
    }
}
