using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The weighted mean of bfloat16 tensors in one pass: widened, summed in float32 and rounded block by block, so that nothing of the tensors' size is made beside the result.</summary>
/// <remarks>A bfloat16 is the upper half of a float32. Sums are rounded once at the end, to the nearest and ties to even; the bits are those of widening, summing and narrowing whole tensors.</remarks>
internal static class BFloat16Mean
{
    // Stays in the first-level cache beside a block of each tensor.
    private const int BlockSize = 1 << 12;
    private const uint HalfLessOne = 0x7FFF;

    /// <summary>Whether all tensors are bfloat16, whole and in main memory.</summary>
    public static bool Applies(IEnumerable<Tensor> tensors) =>
        tensors.All(tensor => tensor.dtype == ScalarType.BFloat16 && tensor.device.type == DeviceType.CPU && tensor.is_contiguous() && tensor.numel() > 0);

    /// <summary>Σ share · tensor, terms added in the given order; a new bfloat16 tensor.</summary>
    public static Tensor Of(IReadOnlyList<Tensor> tensors, IReadOnlyList<float> shares)
    {
        var result = empty(tensors[0].shape, dtype: ScalarType.BFloat16);
        NativeVector<ushort>[] terms = [.. tensors.Select(tensor => new NativeVector<ushort>(tensor))];
        var target = new NativeVector<ushort>(result);
        Span<float> sums = new float[BlockSize];
        for (var start = 0L; start < target.Length; start += BlockSize)
        {
            var block = sums[..(int)Math.Min(BlockSize, target.Length - start)];
            block.Clear();
            for (var i = 0; i < terms.Length; i++)
            {
                Add(terms[i].Slice(start, block.Length), shares[i], block);
            }

            Round(block, target.Slice(start, block.Length));
        }

        GC.KeepAlive(tensors);
        return result;
    }

    private static void Add(ReadOnlySpan<ushort> from, float share, Span<float> sums)
    {
        var source = MemoryMarshal.Cast<ushort, Vector256<ushort>>(from);
        var totals = MemoryMarshal.Cast<float, Vector256<float>>(sums);
        for (var i = 0; i < source.Length; i++)
        {
            var (low, high) = Vector256.Widen(source[i]);
            totals[2 * i] += Vector256.ShiftLeft(low, 16).AsSingle() * share;
            totals[(2 * i) + 1] += Vector256.ShiftLeft(high, 16).AsSingle() * share;
        }

        for (var i = source.Length * Vector256<ushort>.Count; i < from.Length; i++)
        {
            sums[i] += BitConverter.UInt32BitsToSingle((uint)from[i] << 16) * share;
        }
    }

    private static void Round(ReadOnlySpan<float> sums, Span<ushort> to)
    {
        var totals = MemoryMarshal.Cast<float, Vector256<float>>(sums);
        var target = MemoryMarshal.Cast<ushort, Vector256<ushort>>(to);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Vector256.Narrow(Round(totals[2 * i]), Round(totals[(2 * i) + 1]));
        }

        for (var i = target.Length * Vector256<ushort>.Count; i < to.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(sums[i]);
            to[i] = float.IsNaN(sums[i]) ? (ushort)0x7FC0 : (ushort)((bits + HalfLessOne + ((bits >> 16) & 1)) >> 16);
        }
    }

    private static Vector256<uint> Round(Vector256<float> sums)
    {
        var bits = sums.AsUInt32();
        var rounded = Vector256.ShiftRightLogical(bits + Vector256.Create(HalfLessOne) + (Vector256.ShiftRightLogical(bits, 16) & Vector256<uint>.One), 16);
        return Vector256.ConditionalSelect(Vector256.Equals(sums, sums).AsUInt32(), rounded, Vector256.Create(0x7FC0u));
    }
}
