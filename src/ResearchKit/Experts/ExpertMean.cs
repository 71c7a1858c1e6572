using ResearchKit.Merging.Numerics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The weighted mean of one weight of several experts, each in an order of its own, in one pass: nothing of the weights' size is made beside the result.</summary>
/// <remarks>Sums are in float32, term after term and block by block; bfloat16 is widened as it is read and the sum rounded once. The bits are those of the mean of reordered experts.</remarks>
internal static class ExpertMean
{
    // Stays in the first-level cache beside a block of each weight.
    private const int BlockSize = 1 << 12;

    /// <summary>Whether all weights are bfloat16, or all are float32 matrices, and whole and in main memory.</summary>
    public static bool Applies(IReadOnlyList<Tensor> weights) =>
        weights.All(weight => weight.dtype == weights[0].dtype && weight.device.type == DeviceType.CPU && weight.is_contiguous() && weight.numel() > 0)
        && (weights[0].dtype == ScalarType.BFloat16 || (weights[0].dtype == ScalarType.Float32 && weights[0].shape.Length == 2));

    /// <summary>Σ share · weight, terms added in the given order; a new tensor of the same type.</summary>
    /// <param name="weights">The weights, all of one shape.</param>
    /// <param name="shares">The share of each.</param>
    /// <param name="orders">For each the permutation of an axis to apply first; null for none.</param>
    /// <param name="axis">The axis: 0, or 1 of a matrix; below 0 where no axis has an order.</param>
    public static Tensor Of(IReadOnlyList<Tensor> weights, IReadOnlyList<float> shares, IReadOnlyList<Permutation>? orders = null, int axis = -1)
    {
        var result = empty(weights[0].shape, dtype: weights[0].dtype);
        if (result.dtype == ScalarType.BFloat16)
        {
            Fill<ushort, BFloat16Terms>(weights, shares, axis < 0 ? null : orders, axis, result);
        }
        else
        {
            Fill<float, Float32Terms>(weights, shares, axis < 0 ? null : orders, axis, result);
        }

        GC.KeepAlive(weights);
        return result;
    }

    private static void Fill<T, TTerms>(IReadOnlyList<Tensor> weights, IReadOnlyList<float> shares, IReadOnlyList<Permutation>? orders, int axis, Tensor result)
        where T : unmanaged
        where TTerms : struct, IMeanTerms<T>
    {
        NativeVector<T>[] terms = [.. weights.Select(weight => new NativeVector<T>(weight))];
        var target = new NativeVector<T>(result);
        var rows = orders is null ? 1 : result.shape[0];
        var columns = target.Length / rows;
        Span<float> buffer = new float[BlockSize];
        for (var row = 0; row < rows; row++)
        {
            for (var start = 0L; start < columns; start += BlockSize)
            {
                var sums = buffer[..(int)Math.Min(BlockSize, columns - start)];
                sums.Clear();
                for (var i = 0; i < terms.Length; i++)
                {
                    if (orders is not null && axis == 1)
                    {
                        TTerms.Gather(terms[i].Slice(row * columns, (int)columns), orders[i].AsSpan().Slice((int)start, sums.Length), shares[i], sums);
                    }
                    else
                    {
                        TTerms.Add(terms[i].Slice(((orders?[i][row] ?? row) * columns) + start, sums.Length), shares[i], sums);
                    }
                }

                TTerms.Store(sums, target.Slice((row * columns) + start, sums.Length));
            }
        }
    }
}
