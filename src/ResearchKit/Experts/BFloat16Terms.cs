using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Experts;

/// <summary>bfloat16 values by their bits: each is the upper half of a float32.</summary>
internal static class BFloat16Terms
{
    private const uint HalfLessOne = 0x7FFF;

    /// <summary>sums += share · from; products are rounded before they are added.</summary>
    public static void Add(ReadOnlySpan<ushort> from, float share, Span<float> sums)
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

    /// <summary>sums[j] += share · from[order[j]].</summary>
    public static void Gather(ReadOnlySpan<ushort> from, ReadOnlySpan<int> order, float share, Span<float> sums)
    {
        for (var j = 0; j < sums.Length; j++)
        {
            sums[j] += BitConverter.UInt32BitsToSingle((uint)from[order[j]] << 16) * share;
        }
    }

    /// <summary>Rounds to the nearest, ties to even; every NaN becomes the quiet one.</summary>
    public static void Store(ReadOnlySpan<float> sums, Span<ushort> to)
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
