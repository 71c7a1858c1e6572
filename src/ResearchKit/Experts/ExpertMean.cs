using ResearchKit.Merging.Numerics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The weighted mean of one bfloat16 weight of several experts, each in an order of its own, in one pass: nothing of the weights' size is made beside the result.</summary>
/// <remarks>Sums are in float32, term after term and block by block; weights are widened as they are read and the sum rounded once. The bits are those of the mean of reordered experts.
/// float32 is <see cref="WeightAccumulator"/>'s: blocks of many weights in turn took 1.6 times as long there as one weight after another.</remarks>
internal static class ExpertMean
{
    // Stays in the first-level cache beside a block of each weight.
    private const int BlockSize = 1 << 12;

    /// <summary>Whether all weights are bfloat16, whole and in main memory.</summary>
    public static bool Applies(IEnumerable<Tensor> weights) =>
        weights.All(weight => weight.dtype == ScalarType.BFloat16 && weight.device.type == DeviceType.CPU && weight.is_contiguous() && weight.numel() > 0);

    /// <summary>Σ share · weight, terms added in the given order; a new bfloat16 tensor.</summary>
    /// <param name="weights">The weights, all of one shape.</param>
    /// <param name="shares">The share of each.</param>
    /// <param name="orders">For each the permutation of an axis to apply first; null for none.</param>
    /// <param name="axis">The axis: 0, or 1 of a matrix; below 0 where no axis has an order.</param>
    public static Tensor Of(IReadOnlyList<Tensor> weights, IReadOnlyList<float> shares, IReadOnlyList<Permutation>? orders = null, int axis = -1)
    {
        orders = axis < 0 ? null : orders;
        var result = empty(weights[0].shape, dtype: ScalarType.BFloat16);
        NativeVector<ushort>[] terms = [.. weights.Select(weight => new NativeVector<ushort>(weight))];
        var target = new NativeVector<ushort>(result);
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
                        BFloat16Terms.Gather(terms[i].Slice(row * columns, (int)columns), orders[i].AsSpan().Slice((int)start, sums.Length), shares[i], sums);
                    }
                    else
                    {
                        BFloat16Terms.Add(terms[i].Slice(((orders?[i][row] ?? row) * columns) + start, sums.Length), shares[i], sums);
                    }
                }

                BFloat16Terms.Store(sums, target.Slice((row * columns) + start, sums.Length));
            }
        }

        GC.KeepAlive(weights);
        return result;
    }
}
