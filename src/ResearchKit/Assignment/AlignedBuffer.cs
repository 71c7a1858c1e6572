using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ResearchKit.Assignment;

/// <summary>A growing block of numbers that starts on a cache line, so that no full-width load straddles two of them.</summary>
/// <remarks>The array lives in the pinned heap: the pointer stays valid as long as this object is reachable, and nothing needs to be freed.</remarks>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int LineBytes = 64;

    private CacheLine[] _lines = [];

    /// <summary>The first element; 64-byte aligned; null before the first <see cref="Ensure"/>.</summary>
    public T* Pointer { get; private set; }

    /// <summary>Elements that fit.</summary>
    public long Capacity { get; private set; }

    /// <summary>Memory held.</summary>
    public long Bytes => (long)_lines.Length * LineBytes;

    /// <summary>Makes room for <paramref name="length"/> elements; what was there is lost when it grows.</summary>
    public T* Ensure(long length)
    {
        if (length > Capacity)
        {
            var lines = checked((((length * sizeof(T)) + LineBytes - 1) / LineBytes) + 1);
            _lines = GC.AllocateUninitializedArray<CacheLine>(checked((int)lines), pinned: true);
            var start = (nuint)Unsafe.AsPointer(ref _lines[0]);
            Pointer = (T*)((start + LineBytes - 1) & ~(nuint)(LineBytes - 1));
            Capacity = length;
        }

        return Pointer;
    }

    /// <summary>The first <paramref name="length"/> elements.</summary>
    public Span<T> AsSpan(int length) => new(Pointer, length);

    /// <summary>The element type of the array: lets it hold more bytes than an array has indices.</summary>
    [StructLayout(LayoutKind.Sequential, Size = LineBytes)]
    private struct CacheLine;
}
