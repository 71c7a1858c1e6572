using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Elects one sign for each position and combines the values that have it.</summary>
internal static class Election
{
    // Weights that agree on a position and sum to less than this cancel; the sum is then not divided.
    private const double SmallestShare = 1e-8;

    /// <summary>Each tensor with 0 where its sign is not that of Σ δ.</summary>
    public static Tensor[] Erase(IReadOnlyList<Tensor> deltas)
    {
        using var scope = NewDisposeScope();
        int[] order = [.. Enumerable.Range(0, deltas.Count)];
        var positive = WeightedSum.Of(deltas, [.. order.Select(_ => 1.0)], order).ge(0);
        var nothing = zeros_like(deltas[0]);
        return [.. deltas.Select(delta => delta.where(Agrees(delta, positive), nothing).MoveToOuterDisposeScope())];
    }

    /// <summary>Σ w δ over the values that have the elected sign; divided by Σ w over them when normalised.</summary>
    /// <remarks>The elected sign is that of Σ v δ with the ballot weights v, and + where that is 0; a value of exactly 0 never agrees.</remarks>
    public static Tensor Combine(IReadOnlyList<Tensor> deltas, IReadOnlyList<double> weights, IReadOnlyList<double> ballot, bool normalize)
    {
        using var scope = NewDisposeScope();
        int[] order = [.. Enumerable.Range(0, deltas.Count)];
        var positive = WeightedSum.Of(deltas, ballot, order).ge(0);
        var nothing = zeros_like(deltas[0]);
        var total = zeros_like(deltas[0]);
        var share = zeros_like(deltas[0]);
        for (var i = 0; i < deltas.Count; i++)
        {
            using var inner = NewDisposeScope();
            var agrees = Agrees(deltas[i], positive);
            total.add_(deltas[i].where(agrees, nothing) * weights[i]);
            if (normalize)
            {
                share.add_(agrees.to(share.dtype) * weights[i]);
            }
        }

        if (normalize)
        {
            total.div_(share.where(share.abs().gt(SmallestShare), ones_like(share)));
        }

        return total.MoveToOuterDisposeScope();
    }

    private static Tensor Agrees(Tensor delta, Tensor positive) => delta.gt(0).logical_and(positive).logical_or(delta.lt(0).logical_and(positive.logical_not()));
}
