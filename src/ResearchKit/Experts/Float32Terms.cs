using System.Numerics;

namespace ResearchKit.Experts;

/// <summary>float32 values as they are.</summary>
internal readonly struct Float32Terms : IMeanTerms<float>
{
    /// <inheritdoc/>
    public static void Add(ReadOnlySpan<float> from, float share, Span<float> sums)
    {
        var j = 0;
        for (; j <= sums.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            (new Vector<float>(sums[j..]) + (new Vector<float>(from[j..]) * share)).CopyTo(sums[j..]);
        }

        for (; j < sums.Length; j++)
        {
            sums[j] += share * from[j];
        }
    }

    /// <inheritdoc/>
    public static void Gather(ReadOnlySpan<float> from, ReadOnlySpan<int> order, float share, Span<float> sums)
    {
        for (var j = 0; j < sums.Length; j++)
        {
            sums[j] += share * from[order[j]];
        }
    }

    /// <inheritdoc/>
    public static void Store(ReadOnlySpan<float> sums, Span<float> to) => sums.CopyTo(to);
}
