using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>The elements of a tensor as managed code reads and writes them, without a copy and of any length.</summary>
/// <remarks>The tensor must be contiguous and in main memory, and must outlive this value.</remarks>
internal readonly unsafe struct NativeVector<T> : IBlocks<T>
    where T : unmanaged
{
    /// <summary>How many elements a block has; a power of two, small enough to stay in a second-level cache.</summary>
    public const int BlockSize = 1 << 14;

    private readonly T* _elements;
    private readonly Tensor _owner;

    public NativeVector(Tensor tensor)
    {
        _owner = tensor;
        Length = tensor.numel();
        if (Length == 0)
        {
            return;
        }

        // The span over one element gives the address; one over all would be limited to 2 GiB.
        using var flat = tensor.reshape(-1);
        using var first = flat.narrow(0, 0, 1);
        fixed (byte* address = first.bytes)
        {
            _elements = (T*)address; // native memory, which does not move
        }
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>The block that starts at <paramref name="start"/>; the last one is shorter.</summary>
    public Span<T> Block(long start)
    {
        var block = new Span<T>(_elements + start, (int)Math.Min(BlockSize, Length - start));
        GC.KeepAlive(_owner);
        return block;
    }

    public Span<T> Slice(long start, int count) => new(_elements + start, count);

    /// <inheritdoc/>
    public void Read(long start, Span<T> to) => Slice(start, to.Length).CopyTo(to);
}
