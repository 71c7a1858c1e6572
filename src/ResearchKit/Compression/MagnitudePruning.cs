using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>Drops the weights, or whole rows or columns, of smallest size.</summary>
/// <remarks>Reference: Han et al., Learning both Weights and Connections, 2015.</remarks>
public static class MagnitudePruning
{
    /// <summary>The mask of the weights that stay when the smallest |w| of the matrix are dropped.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="sparsity">The share that goes, 0 to 1; the count is rounded down.</param>
    /// <returns>A bool mask (m, n), true for what stays.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or the share is out of range.</exception>
    public static Tensor Mask(Tensor weight, double sparsity)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        using var scope = NewDisposeScope();
        return PruningMask.DropLowest(weight.detach().abs().reshape(1, -1), PruningMask.Count(weight.numel(), sparsity, nameof(sparsity))).reshape(weight.shape).MoveToOuterDisposeScope();
    }

    /// <summary>The mask that keeps the n largest of every m consecutive weights of a row.</summary>
    /// <param name="weight">W, (rows, inputs).</param>
    /// <param name="keep">n, for example 2.</param>
    /// <param name="of">m, for example 4; divides the number of inputs.</param>
    /// <returns>A bool mask, true for what stays.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or a number does not fit.</exception>
    public static Tensor Mask(Tensor weight, int keep, int of)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        using var size = weight.detach().abs();
        return PruningMask.Groups(size, keep, of);
    }

    /// <summary>The mask that keeps whole rows (axis 0) or columns (axis 1) of largest L2 norm.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="sparsity">The share of rows or columns that goes, 0 to 1; the count is rounded down.</param>
    /// <param name="axis">0 for rows (outputs), 1 for columns (inputs).</param>
    /// <returns>A bool mask (m, n), true for what stays.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or a number does not fit.</exception>
    public static Tensor StructuredMask(Tensor weight, double sparsity, int axis)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        if (axis is not (0 or 1))
        {
            throw new ArgumentException($"axis {axis} was given; a matrix has 0 (rows) and 1 (columns)", nameof(axis));
        }

        using var scope = NewDisposeScope();
        var norms = weight.detach().square().sum([1L - axis]).unsqueeze(0); // (1, m or n)
        var kept = PruningMask.DropLowest(norms, PruningMask.Count(norms.shape[1], sparsity, nameof(sparsity)));
        return (axis == 0 ? kept.t() : kept).expand(weight.shape).contiguous().MoveToOuterDisposeScope();
    }
}
