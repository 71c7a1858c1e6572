using System.Numerics;

namespace ResearchKit.Merging.Numerics;

/// <summary>The magnitude that is number k from the largest, as the bits of a floating-point number without the sign.</summary>
/// <param name="Key">The bits of the magnitude.</param>
/// <param name="Equal">How many of the elements with exactly this magnitude are among the first k.</param>
/// <remarks>
/// Found exactly, without sorting. A sample gives two bounds between which the magnitude lies in all likelihood; one pass counts what is above them and gathers the
/// percent or so in between, where the magnitude is found by counting 11 bits at a time. Where the bounds miss, or very many elements are in between, all elements are counted.
/// </remarks>
internal readonly record struct MagnitudeThreshold<TKey>(TKey Key, long Equal)
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
{
    private const int DigitBits = 11;

    // Blocks are copied or computed into the first-level cache.
    private const int BlockSize = 1 << 12;

    // Below this many elements a sample saves nothing.
    private const long FewestSampled = 1 << 18;
    private const int SampleSize = 1 << 15;

    // Half the width of the bracket, in standard deviations of the rank of a sampled element; a miss costs time only.
    private const double Deviations = 5;

    // Elements between the bounds, or that share the digits found so far, are gathered when they are no more than this (32 MB), and counted in place else.
    private const int MostGathered = 1 << 22;

    /// <summary>Above every magnitude, so that nothing is kept.</summary>
    public static MagnitudeThreshold<TKey> Nothing => new(TKey.MaxValue, 0);

    /// <summary>Below every magnitude, so that all are kept.</summary>
    public static MagnitudeThreshold<TKey> Everything => new(-TKey.One, 0);

    /// <summary>The magnitude that is number <paramref name="count"/> from the largest of all vectors together; above every magnitude where the count is 0.</summary>
    public static MagnitudeThreshold<TKey> Find(IReadOnlyList<IBlocks<TKey>> vectors, long count)
    {
        if (count <= 0)
        {
            return Nothing;
        }

        var bits = TKey.MaxValue.GetShortestBitLength();
        var length = vectors.Sum(vector => vector.Length);
        return (length >= FewestSampled ? Sampled(vectors, length, count, bits) : null) ?? Counted(vectors, count, bits);
    }

    private static MagnitudeThreshold<TKey>? Sampled(IReadOnlyList<IBlocks<TKey>> vectors, long length, long count, int bits)
    {
        var sample = Sample(vectors, length);
        var share = (double)count / length;
        var middle = sample.Length * share;
        var margin = 1 + (Deviations * Math.Sqrt(sample.Length * share * (1 - share)));
        var low = middle + margin >= sample.Length ? TKey.Zero : Within(sample, TKey.Zero, (long)(middle + margin) + 1, bits).Key;
        var high = middle - margin < 1 ? TKey.MaxValue : Within(sample, TKey.Zero, (long)(middle - margin), bits).Key;
        var bracket = new MagnitudeBracket<TKey>(low, high, MostGathered);
        if (!Each(vectors, bracket.Add) || count <= bracket.Above || count > bracket.AtLeastLow)
        {
            return null;
        }

        var below = count - bracket.AtLeastHigh;
        return below <= 0 ? new MagnitudeThreshold<TKey>(high, count - bracket.Above)
            : below <= bracket.Count ? Within(bracket.Inside, TKey.Zero, below, bits)
            : new MagnitudeThreshold<TKey>(low, below - bracket.Count);
    }

    private static TKey[] Sample(IReadOnlyList<IBlocks<TKey>> vectors, long length)
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

            vectors[vector].Read(place - first, sample.AsSpan(i, 1));
            sample[i] &= TKey.MaxValue;
        }

        return sample;
    }

    /// <summary>The threshold of all elements by counting digits from the top, until few enough share them to be gathered.</summary>
    private static MagnitudeThreshold<TKey> Counted(IReadOnlyList<IBlocks<TKey>> vectors, long count, int bits)
    {
        var histogram = new long[1 << DigitBits];
        var prefix = TKey.Zero;
        while (bits > 0)
        {
            var width = Math.Min(DigitBits, bits);
            bits -= width;
            Array.Clear(histogram);
            var (digits, shift) = (prefix, bits);
            Each(vectors, block =>
            {
                Count(block, digits, shift, width, histogram);
                return true;
            });
            var digit = Digit(histogram, ref count);
            prefix = (prefix << width) | TKey.CreateChecked(digit);
            if (bits > 0 && histogram[digit] <= MostGathered)
            {
                return Within(Matching(vectors, prefix, bits, (int)histogram[digit]), prefix, count, bits);
            }
        }

        return new MagnitudeThreshold<TKey>(prefix, count);
    }

    /// <summary>The threshold of keys that are in memory and share all but the last <paramref name="bits"/> bits.</summary>
    private static MagnitudeThreshold<TKey> Within(ReadOnlySpan<TKey> keys, TKey prefix, long count, int bits)
    {
        Span<long> histogram = stackalloc long[1 << DigitBits];
        while (bits > 0)
        {
            var width = Math.Min(DigitBits, bits);
            bits -= width;
            histogram.Clear();
            Count(keys, prefix, bits, width, histogram);
            prefix = (prefix << width) | TKey.CreateChecked(Digit(histogram, ref count));
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

    private static TKey[] Matching(IReadOnlyList<IBlocks<TKey>> vectors, TKey prefix, int shift, int expected)
    {
        var keys = new TKey[expected];
        var found = 0;
        Each(vectors, block =>
        {
            foreach (var value in block)
            {
                var key = value & TKey.MaxValue;
                if (key >> shift == prefix)
                {
                    keys[found++] = key;
                }
            }

            return true;
        });
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

    /// <summary>Visits all elements block by block until a visit returns false, and returns what the last one did.</summary>
    private static bool Each(IReadOnlyList<IBlocks<TKey>> vectors, Func<ReadOnlySpan<TKey>, bool> visit)
    {
        var buffer = new TKey[BlockSize];
        foreach (var vector in vectors)
        {
            for (var start = 0L; start < vector.Length; start += BlockSize)
            {
                var block = buffer.AsSpan(0, (int)Math.Min(BlockSize, vector.Length - start));
                vector.Read(start, block);
                if (!visit(block))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
