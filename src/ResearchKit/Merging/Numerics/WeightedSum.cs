using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Linear combinations of tensors in a given order.</summary>
internal static class WeightedSum
{
    // From this many elements on, a result does not stay in cache anyway, and is written past it.
    public const long Streamed = 1 << 20;

    /// <summary>Σ weight · tensor, terms added in the given order; a new tensor, and no other of its size beside it.</summary>
    public static Tensor Of(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights, IReadOnlyList<int> order)
    {
        using var scope = NewDisposeScope();
        Tensor[] packed = [.. order.Select(model => tensors[model].contiguous())];
        double[] factors = [.. order.Select(model => weights[model])];
        var sum = empty(packed[0].shape, dtype: packed[0].dtype);
        if (sum.dtype == ScalarType.Float64)
        {
            Fill<double>(packed, factors, sum);
        }
        else
        {
            Fill<float>(packed, factors, sum);
        }

        return sum.MoveToOuterDisposeScope();
    }

    private static void Fill<T>(Tensor[] tensors, double[] factors, Tensor sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NativeVector<T>[] terms = [.. tensors.Select(tensor => new NativeVector<T>(tensor))];
        T[] weights = [.. factors.Select(T.CreateChecked)];
        var result = new NativeVector<T>(sum);
        Span<T> scratch = new T[NativeVector<T>.BlockSize];
        for (var start = 0L; start < result.Length; start += NativeVector<T>.BlockSize)
        {
            var block = result.Block(start);
            if (terms.Length == 1)
            {
                BlockArithmetic.Scale(terms[0].Block(start), weights[0], block);
                continue;
            }

            // All but the last term are summed in cache; the sum of a large tensor is written once and not read.
            var partial = (ReadOnlySpan<T>)terms[0].Block(start);
            var factor = weights[0];
            if (terms.Length > 2)
            {
                var sums = scratch[..block.Length];
                BlockArithmetic.Scale(partial, factor, sums);
                for (var i = 1; i < terms.Length - 1; i++)
                {
                    BlockArithmetic.AddScaled(terms[i].Block(start), weights[i], sums);
                }

                partial = sums;
                factor = T.One;
            }

            BlockArithmetic.Combine(partial, factor, terms[^1].Block(start), weights[^1], block, result.Length >= Streamed);
        }
    }
}
