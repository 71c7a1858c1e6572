using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>Which weights stay when those of lowest score are dropped.</summary>
/// <remarks>Ties go to the lower index, so that exactly the number asked for stays.</remarks>
internal static class PruningMask
{
    /// <summary>Keeps in every row of scores the largest ones.</summary>
    /// <param name="scores">(rows, n).</param>
    /// <param name="drop">How many of each row go.</param>
    /// <returns>A bool mask of the same shape, true for what stays.</returns>
    public static Tensor DropLowest(Tensor scores, long drop)
    {
        using var scope = NewDisposeScope();
        var order = scores.sort(1, descending: true, stable: true).Indices; // the lower index first among equals
        var kept = order.narrow(1, 0, scores.shape[1] - drop);
        return zeros(scores.shape, dtype: ScalarType.Bool, device: scores.device)
            .scatter_(1, kept, ones_like(kept).to(ScalarType.Bool)).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps n of every m consecutive scores of a row.</summary>
    public static Tensor Groups(Tensor scores, int keep, int of)
    {
        if (of < 1 || keep < 0 || keep > of || scores.shape[1] % of != 0)
        {
            throw new ArgumentException($"{keep} of {of} weights were to stay in rows of {scores.shape[1]}; expected 0 <= n <= m with m a divisor of the row length");
        }

        using var scope = NewDisposeScope();
        return DropLowest(scores.reshape(-1, of), of - keep).reshape(scores.shape).MoveToOuterDisposeScope();
    }

    /// <summary>How many of n go at a sparsity, rounded down as the references do.</summary>
    public static long Count(long n, double sparsity, string parameter)
    {
        CompressionGuard.RequireShare(sparsity, parameter);
        return (long)Math.Floor((n * sparsity) + 1e-9);
    }
}
