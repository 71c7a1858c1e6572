using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>A matrix as low rank plus sparse rows: W ≈ Left · Right + Sparse.</summary>
/// <remarks>
/// Made from a matrix it is exact: Left · Right is the truncated decomposition and Sparse all that is left; training with <see cref="LoSparsePruner"/> then empties rows of Sparse.
/// Reference: Li et al., LoSparse: Structured Compression of Large Language Models based on Low-Rank and Sparse Approximation, 2023.
/// </remarks>
public sealed class LowRankSparse : IDisposable
{
    /// <summary>Makes the sum of a product and a matrix.</summary>
    /// <param name="lowRank">U V, (m, r) and (r, n).</param>
    /// <param name="sparse">S, (m, n).</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public LowRankSparse(LowRankFactors lowRank, Tensor sparse)
    {
        ArgumentNullException.ThrowIfNull(lowRank);
        ArgumentNullException.ThrowIfNull(sparse);
        if (!sparse.shape.AsSpan().SequenceEqual([lowRank.Left.shape[0], lowRank.Right.shape[1]]))
        {
            throw new ArgumentException($"the sparse part has shape {CompressionGuard.Shape(sparse)}; the factors give [{lowRank.Left.shape[0]}, {lowRank.Right.shape[1]}]", nameof(sparse));
        }

        (LowRank, Sparse) = (lowRank, sparse);
    }

    /// <summary>U V.</summary>
    public LowRankFactors LowRank { get; }

    /// <summary>S, (m, n).</summary>
    public Tensor Sparse { get; }

    /// <summary>The rows of S that are not all zero, in order.</summary>
    public IReadOnlyList<int> KeptRows
    {
        get
        {
            using var scope = NewDisposeScope();
            return [.. Sparse.detach().ne(0).any(1).nonzero().flatten().cpu().data<long>().ToArray().Select(row => (int)row)];
        }
    }

    /// <summary>The numbers stored when zero rows of S are dropped: r (m + n) + kept rows · n. The indices of the kept rows are not counted.</summary>
    public long ParameterCount => LowRank.ParameterCount + (KeptRows.Count * Sparse.shape[1]);

    /// <summary>Splits a matrix exactly.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="rank">r, from 1 to min(m, n).</param>
    /// <returns>U = P_r Σ_r^½, V = Σ_r^½ Q_rᵀ and S = W − U V.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or the rank does not fit.</exception>
    public static LowRankSparse From(Tensor weight, int rank)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var factors = TruncatedSvd.Factor(weight, rank);
        var rest = weight.detach().to(factors.Left.dtype) - factors.Product();
        return new LowRankSparse(new LowRankFactors(factors.Left.MoveToOuterDisposeScope(), factors.Right.MoveToOuterDisposeScope()), rest.MoveToOuterDisposeScope());
    }

    /// <summary>The whole matrix.</summary>
    /// <returns>A new tensor, (m, n).</returns>
    public Tensor ToMatrix()
    {
        using var scope = NewDisposeScope();
        return (LowRank.Product() + Sparse).MoveToOuterDisposeScope();
    }

    /// <summary>Applies the matrix as a dense layer does: U (V x) + S x.</summary>
    /// <param name="input">Rows, (..., n).</param>
    /// <returns>A new tensor, (..., m).</returns>
    public Tensor Forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return (LowRank.Forward(input) + nn.functional.linear(input, Sparse)).MoveToOuterDisposeScope();
    }

    /// <summary>The rows of S that are not zero as one dense block.</summary>
    /// <returns>A new tensor (kept, n); row i belongs at <see cref="KeptRows"/>[i].</returns>
    public Tensor KeptBlock()
    {
        using var scope = NewDisposeScope();
        var rows = tensor(KeptRows.Select(row => (long)row).ToArray(), dtype: ScalarType.Int64).to(Sparse.device);
        return Sparse.detach().index_select(0, rows).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        LowRank.Dispose();
        Sparse.Dispose();
    }
}
