using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Keeps elements by the rank of their magnitude: exactly as many as asked for, equal magnitudes in the order of their places.</summary>
/// <remarks>
/// Magnitudes of floating-point numbers are ordered as their bits are, so the k-th largest is found by counting 11 bits at a time from the top: two passes over the
/// tensor, more where many magnitudes are nearly equal, and no sorting. NaN counts as larger than every number.
/// </remarks>
internal static class MagnitudeSelection
{
    private const int DigitBits = 11;

    // Elements that share the digits found so far are gathered when they are no more than this (32 MB), and counted in place else: a task vector may be 0 everywhere.
    private const int MostGathered = 1 << 22;

    /// <summary>The elements with the ranks <paramref name="skip"/> to <paramref name="skip"/> + <paramref name="keep"/> - 1 from the largest, and 0 elsewhere; a new tensor.</summary>
    public static Tensor Band(Tensor values, long skip, long keep)
    {
        using var packed = values.contiguous();
        var result = empty(packed.shape, dtype: packed.dtype);
        if (packed.dtype == ScalarType.Float64)
        {
            Band(new NativeVector<double>(packed), new NativeVector<double>(result), skip, keep);
        }
        else
        {
            Band(new NativeVector<float>(packed), new NativeVector<float>(result), skip, keep);
        }

        return result;
    }

    /// <summary>The magnitude of the given rank from the smallest, 0 being the smallest itself.</summary>
    public static double OrderStatistic(Tensor values, long rank)
    {
        using var packed = values.contiguous();
        var count = packed.numel() - rank;
        return packed.dtype == ScalarType.Float64
            ? BitConverter.UInt64BitsToDouble(Threshold(new NativeVector<double>(packed), count).Key)
            : BitConverter.UInt32BitsToSingle((uint)Threshold(new NativeVector<float>(packed), count).Key);
    }

    private static void Band<T>(NativeVector<T> values, NativeVector<T> result, long skip, long keep)
        where T : unmanaged
    {
        var top = Threshold(values, Math.Min(values.Length, skip));
        var bottom = Threshold(values, Math.Min(values.Length, skip + keep));
        long seenTop = 0, seenBottom = 0;
        for (var start = 0L; start < values.Length; start += NativeVector<T>.BlockSize)
        {
            var from = values.Block(start);
            var to = result.Block(start);
            for (var i = 0; i < from.Length; i++)
            {
                var value = from[i];
                var key = Key(value);
                if (key == bottom.Key || key == top.Key)
                {
                    var skipped = key > top.Key || (key == top.Key && seenTop++ < top.Equal);
                    var within = key > bottom.Key || (key == bottom.Key && seenBottom++ < bottom.Equal);
                    to[i] = within && !skipped ? value : default;
                }
                else
                {
                    to[i] = key > bottom.Key && key < top.Key ? value : default;
                }
            }
        }
    }

    /// <summary>The key of the element that is number <paramref name="count"/> from the largest, and how many of the elements equal to it are among the first.</summary>
    private static (ulong Key, long Equal) Threshold<T>(NativeVector<T> values, long count)
        where T : unmanaged
    {
        if (count <= 0)
        {
            return (ulong.MaxValue, 0);
        }

        Span<long> histogram = stackalloc long[1 << DigitBits];
        List<ulong>? rest = null;
        var prefix = 0UL;
        var bits = (Unsafe.SizeOf<T>() * 8) - 1; // without the sign
        while (bits > 0)
        {
            var width = Math.Min(DigitBits, bits);
            bits -= width;
            histogram.Clear();
            if (rest is null)
            {
                Count(values, prefix, bits, width, histogram);
            }
            else
            {
                Count(CollectionsMarshal.AsSpan(rest), prefix, bits, width, histogram);
            }

            var digit = Digit(histogram, ref count);
            prefix = (prefix << width) | (uint)digit;
            if (rest is null && bits > 0 && histogram[digit] <= MostGathered)
            {
                rest = Matching(values, prefix, bits, (int)histogram[digit]);
            }
        }

        return (prefix, count);
    }

    /// <summary>The digit of the element that is number <paramref name="count"/> from the largest; the count becomes that among the elements with this digit.</summary>
    private static int Digit(ReadOnlySpan<long> histogram, ref long count)
    {
        var digit = histogram.Length - 1;
        while (digit > 0 && histogram[digit] < count)
        {
            count -= histogram[digit--];
        }

        return digit;
    }

    private static List<ulong> Matching<T>(NativeVector<T> values, ulong prefix, int shift, int expected)
        where T : unmanaged
    {
        var keys = new List<ulong>(expected);
        for (var start = 0L; start < values.Length; start += NativeVector<T>.BlockSize)
        {
            foreach (var value in values.Block(start))
            {
                var key = Key(value);
                if (key >> shift == prefix)
                {
                    keys.Add(key);
                }
            }
        }

        return keys;
    }

    private static void Count<T>(NativeVector<T> values, ulong prefix, int shift, int width, Span<long> histogram)
        where T : unmanaged
    {
        var mask = (1UL << width) - 1;
        for (var start = 0L; start < values.Length; start += NativeVector<T>.BlockSize)
        {
            foreach (var value in values.Block(start))
            {
                var key = Key(value) >> shift;
                if (key >> width == prefix)
                {
                    histogram[(int)(key & mask)]++;
                }
            }
        }
    }

    private static void Count(ReadOnlySpan<ulong> keys, ulong prefix, int shift, int width, Span<long> histogram)
    {
        var mask = (1UL << width) - 1;
        foreach (var key in keys)
        {
            if (key >> (shift + width) == prefix)
            {
                histogram[(int)((key >> shift) & mask)]++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? BitConverter.DoubleToUInt64Bits((double)(object)value) & (ulong.MaxValue >> 1)
            : BitConverter.SingleToUInt32Bits((float)(object)value) & (uint.MaxValue >> 1);
}
