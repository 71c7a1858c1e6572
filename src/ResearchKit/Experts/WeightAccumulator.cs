using System.Numerics;
using System.Runtime.CompilerServices;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Adds reordered weights to a sum without making the reordered weight first.</summary>
internal static unsafe class WeightAccumulator
{
    /// <summary>Whether both are plain float32 matrices in main memory.</summary>
    public static bool Applies(Tensor total, Tensor weight) =>
        total.shape.Length == 2 && total.dtype == ScalarType.Float32 && weight.dtype == ScalarType.Float32
        && total.device.type == DeviceType.CPU && weight.device.type == DeviceType.CPU && weight.is_contiguous();

    /// <summary>total += share · weight, with the axis of the weight reordered by the permutation (null for none).</summary>
    public static void Add(Tensor total, Tensor weight, double share, Permutation? permutation, int axis)
    {
        var (rows, columns) = ((int)total.shape[0], (int)total.shape[1]);
        var order = permutation is null ? [] : permutation.AsSpan();
        fixed (byte* to = total.bytes, from = weight.bytes)
        {
            for (var i = 0; i < rows; i++)
            {
                var source = (float*)from + ((nint)(axis == 0 && !order.IsEmpty ? order[i] : i) * columns);
                var sum = new Span<float>((float*)to + ((nint)i * columns), columns);
                if (axis == 1 && !order.IsEmpty)
                {
                    Gather(sum, source, (float)share, order);
                }
                else
                {
                    Add(sum, new ReadOnlySpan<float>(source, columns), (float)share);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(Span<float> sum, float* source, float share, ReadOnlySpan<int> order)
    {
        for (var j = 0; j < sum.Length; j++)
        {
            sum[j] += share * source[order[j]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<float> sum, ReadOnlySpan<float> source, float share)
    {
        var j = 0;
        for (; j <= sum.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            (new Vector<float>(sum[j..]) + (new Vector<float>(source[j..]) * share)).CopyTo(sum[j..]);
        }

        for (; j < sum.Length; j++)
        {
            sum[j] += share * source[j];
        }
    }
}
