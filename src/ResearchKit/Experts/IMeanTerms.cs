namespace ResearchKit.Experts;

/// <summary>How values of one type are added up in float32 and stored; products are rounded before they are added.</summary>
/// <typeparam name="T">The type, or the whole number that holds its bits.</typeparam>
internal interface IMeanTerms<T>
    where T : unmanaged
{
    /// <summary>sums += share · from.</summary>
    static abstract void Add(ReadOnlySpan<T> from, float share, Span<float> sums);

    /// <summary>sums[j] += share · from[order[j]].</summary>
    static abstract void Gather(ReadOnlySpan<T> from, ReadOnlySpan<int> order, float share, Span<float> sums);

    /// <summary>to = sums in the type, rounded once.</summary>
    static abstract void Store(ReadOnlySpan<float> sums, Span<T> to);
}
