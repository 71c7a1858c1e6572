using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Elects one sign for each position and combines the values that have it.</summary>
internal static class Election
{
    // Weights that agree on a position and sum to less than this cancel; the sum is then not divided.
    private const double SmallestShare = 1e-8;

    /// <summary>Σ w δ over the values that have the elected sign; divided by Σ w over them when normalised; times λ and added to a base where one is given.</summary>
    /// <remarks>The elected sign is that of Σ v δ with the ballot weights v, and + where that is 0; a value of exactly 0 never agrees.</remarks>
    public static Tensor Combine(IReadOnlyList<Tensor> deltas, IReadOnlyList<double> weights, IReadOnlyList<double> ballot, bool normalize, Tensor? basis = null, double lambda = 1)
    {
        using var scope = NewDisposeScope();
        Tensor[] packed = [.. deltas.Select(delta => delta.contiguous())];
        var total = empty_like(packed[0]);
        var ground = basis?.contiguous();
        if (total.dtype == ScalarType.Float64)
        {
            Combine<double>(packed, weights, ballot, normalize, ground, lambda, total);
        }
        else
        {
            Combine<float>(packed, weights, ballot, normalize, ground, lambda, total);
        }

        return total.MoveToOuterDisposeScope();
    }

    /// <summary>Each tensor with 0 where its sign is not that of Σ δ.</summary>
    public static Tensor[] Erase(IReadOnlyList<Tensor> deltas)
    {
        double[] ballot = [.. deltas.Select(_ => 1.0)];
        return [.. deltas.Select((_, model) => Combine(deltas, [.. deltas.Select((_, other) => other == model ? 1.0 : 0.0)], ballot, normalize: false))];
    }

    private static void Combine<T>(Tensor[] deltas, IReadOnlyList<double> weights, IReadOnlyList<double> ballot, bool normalize, Tensor? basis, double lambda, Tensor total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NativeVector<T>[] values = [.. deltas.Select(delta => new NativeVector<T>(delta))];
        var result = new NativeVector<T>(total);
        var ground = basis is null ? result : new NativeVector<T>(basis);
        Span<T> signs = new T[NativeVector<T>.BlockSize];
        Span<T> shares = new T[NativeVector<T>.BlockSize];
        for (var start = 0L; start < result.Length; start += NativeVector<T>.BlockSize)
        {
            var block = result.Block(start);
            var sign = signs[..block.Length];
            var share = shares[..block.Length];
            block.Clear();
            sign.Clear();
            share.Clear();
            for (var i = 0; i < values.Length; i++)
            {
                BlockArithmetic.AddScaled(values[i].Block(start), T.CreateChecked(ballot[i]), sign);
            }

            for (var i = 0; i < values.Length; i++)
            {
                BlockArithmetic.AddAgreeing(values[i].Block(start), sign, T.CreateChecked(weights[i]), block, share);
            }

            if (normalize)
            {
                BlockArithmetic.DivideByShare(block, share, T.CreateChecked(SmallestShare));
            }

            if (basis is not null)
            {
                BlockArithmetic.Combine(block, T.CreateChecked(lambda), ground.Block(start), T.One, block, streamed: false);
            }
        }
    }
}
