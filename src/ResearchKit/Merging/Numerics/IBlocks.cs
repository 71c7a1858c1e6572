namespace ResearchKit.Merging.Numerics;

/// <summary>Elements that are read block after block: they are in memory, or are computed as they are read.</summary>
internal interface IBlocks<T>
    where T : unmanaged
{
    /// <summary>How many elements there are.</summary>
    long Length { get; }

    /// <summary>Copies the elements from <paramref name="start"/> on, as many as there is room for.</summary>
    void Read(long start, Span<T> to);
}
