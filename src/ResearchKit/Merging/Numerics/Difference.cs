using System.Numerics;
using System.Runtime.InteropServices;

namespace ResearchKit.Merging.Numerics;

/// <summary>How far one model is from another, as the bits of the differences, computed as they are read: no tensor of the models' size is made.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
/// <typeparam name="TKey">The whole numbers of the same size.</typeparam>
internal sealed class Difference<T, TKey>(NativeVector<T> model, NativeVector<T> basis) : IBlocks<TKey>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKey : unmanaged
{
    /// <inheritdoc/>
    public long Length => model.Length;

    /// <inheritdoc/>
    public void Read(long start, Span<TKey> to) =>
        BlockArithmetic.Subtract(model.Slice(start, to.Length), basis.Slice(start, to.Length), MemoryMarshal.Cast<TKey, T>(to));
}
