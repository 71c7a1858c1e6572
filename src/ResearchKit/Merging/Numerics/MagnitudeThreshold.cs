using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Merging.Numerics;

/// <summary>The magnitude that is number k from the largest, as the bits of a floating-point number without the sign.</summary>
/// <param name="Key">The bits of the magnitude.</param>
/// <param name="Equal">How many of the elements with exactly this magnitude are among the first k.</param>
/// <remarks>
/// Found exactly, without sorting. A sample gives two bounds between which the magnitude lies in all likelihood; one pass counts what is above them and gathers the
/// percent or so in between, where the magnitude is found by counting 11 bits at a time. Where the bounds miss, or most elements are equal, all elements are counted.
/// </remarks>
internal readonly record struct MagnitudeThreshold<TKey>(TKey Key, long Equal)
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
{
    private const int DigitBits = 11;

    // Below this many elements a sample saves nothing.
    private const long FewestSampled = 1 << 18;
    private const int SampleSize = 1 << 15;

    // Half the width of the bracket, in standard deviations of the rank of a sampled element; a miss costs time only.
    private const double Deviations = 5;

    // Elements that share the digits found so far are gathered when they are no more than this (32 MB), and counted in place else: a task vector may be 0 everywhere.
    private const int MostGathered = 1 << 22;

    /// <summary>The magnitude that is number <paramref name="count"/> from the largest of all vectors together; above every magnitude where the count is 0.</summary>
    public static MagnitudeThreshold<TKey> Find(NativeVector<TKey>[] vectors, long count)
    {
        if (count <= 0)
        {
            return new MagnitudeThreshold<TKey>(TKey.MaxValue, 0);
        }

        var bits = TKey.MaxValue.GetShortestBitLength();
        var length = vectors.Sum(vector => vector.Length);
        return (length >= FewestSampled ? Sampled(vectors, length, count, bits) : null) ?? Counted(vectors, null, count, bits);
    }

    private static MagnitudeThreshold<TKey>? Sampled(NativeVector<TKey>[] vectors, long length, long count, int bits)
    {
        var sample = Sample(vectors, length);
        var share = (double)count / length;
        var middle = sample.Length * (1 - share); // the sample is in ascending order
        var margin = 1 + (Deviations * Math.Sqrt(sample.Length * share * (1 - share)));
        var low = middle - margin < 0 ? TKey.Zero : sample[(int)(middle - margin)];
        var high = middle + margin >= sample.Length ? TKey.MaxValue : sample[(int)(middle + margin)];
        var between = new List<TKey>();
        var above = 0L;
        foreach (var vector in vectors)
        {
            for (var start = 0L; start < vector.Length; start += NativeVector<TKey>.BlockSize)
            {
                above += Split(vector.Block(start), low, high, between);
                if (between.Count > MostGathered)
                {
                    return null;
                }
            }
        }

        return count > above && count - above <= between.Count ? Counted([], between, count - above, bits) : null;
    }

    private static TKey[] Sample(NativeVector<TKey>[] vectors, long length)
    {
        var sample = new TKey[SampleSize];
        var (vector, first) = (0, 0L);
        for (var i = 0; i < sample.Length; i++)
        {
            var place = (long)((Int128)length * i / sample.Length);
            while (place - first >= vectors[vector].Length)
            {
                first += vectors[vector++].Length;
            }

            sample[i] = vectors[vector].Slice(place - first, 1)[0] & TKey.MaxValue;
        }

        Array.Sort(sample);
        return sample;
    }

    /// <summary>Counts the magnitudes above <paramref name="high"/> and gathers those from <paramref name="low"/> to it.</summary>
    private static long Split(ReadOnlySpan<TKey> block, TKey low, TKey high, List<TKey> between)
    {
        var source = MemoryMarshal.Cast<TKey, Vector256<TKey>>(block);
        var (lowest, highest, magnitude) = (Vector256.Create(low), Vector256.Create(high), Vector256.Create(TKey.MaxValue));
        var counts = Vector256<TKey>.Zero;
        for (var i = 0; i < source.Length; i++)
        {
            var keys = source[i] & magnitude;
            var isAbove = Vector256.GreaterThan(keys, highest);
            counts -= isAbove; // a mask is -1
            for (var inside = Vector256.AndNot(Vector256.GreaterThanOrEqual(keys, lowest), isAbove).ExtractMostSignificantBits(); inside != 0; inside &= inside - 1)
            {
                between.Add(keys[BitOperations.TrailingZeroCount(inside)]);
            }
        }

        var above = long.CreateChecked(Vector256.Sum(counts));
        foreach (var value in block[(source.Length * Vector256<TKey>.Count)..])
        {
            var key = value & TKey.MaxValue;
            above += key > high ? 1 : 0;
            if (key >= low && key <= high)
            {
                between.Add(key);
            }
        }

        return above;
    }

    /// <summary>The threshold by counting digits from the top, among the keys where they are given and in the vectors else.</summary>
    private static MagnitudeThreshold<TKey> Counted(NativeVector<TKey>[] vectors, List<TKey>? keys, long count, int bits)
    {
        Span<long> histogram = stackalloc long[1 << DigitBits];
        var prefix = TKey.Zero;
        while (bits > 0)
        {
            var width = Math.Min(DigitBits, bits);
            bits -= width;
            histogram.Clear();
            if (keys is null)
            {
                foreach (var vector in vectors)
                {
                    for (var start = 0L; start < vector.Length; start += NativeVector<TKey>.BlockSize)
                    {
                        Count(vector.Block(start), prefix, bits, width, histogram);
                    }
                }
            }
            else
            {
                Count(CollectionsMarshal.AsSpan(keys), prefix, bits, width, histogram);
            }

            var digit = Digit(histogram, ref count);
            prefix = (prefix << width) | TKey.CreateChecked(digit);
            if (keys is null && bits > 0 && histogram[digit] <= MostGathered)
            {
                keys = Matching(vectors, prefix, bits, (int)histogram[digit]);
            }
        }

        return new MagnitudeThreshold<TKey>(prefix, count);
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

    private static List<TKey> Matching(NativeVector<TKey>[] vectors, TKey prefix, int shift, int expected)
    {
        var keys = new List<TKey>(expected);
        foreach (var vector in vectors)
        {
            for (var start = 0L; start < vector.Length; start += NativeVector<TKey>.BlockSize)
            {
                foreach (var value in vector.Block(start))
                {
                    var key = value & TKey.MaxValue;
                    if (key >> shift == prefix)
                    {
                        keys.Add(key);
                    }
                }
            }
        }

        return keys;
    }

    private static void Count(ReadOnlySpan<TKey> values, TKey prefix, int shift, int width, Span<long> histogram)
    {
        var mask = (1 << width) - 1;
        foreach (var value in values)
        {
            var key = (value & TKey.MaxValue) >> shift;
            if (key >> width == prefix)
            {
                histogram[int.CreateTruncating(key) & mask]++;
            }
        }
    }
}
