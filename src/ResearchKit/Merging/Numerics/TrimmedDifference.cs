using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Merging.Numerics;

/// <summary>How far one model is from another, with 0 in place of the differences whose magnitude is below a threshold; of equal ones at the threshold the first stay.</summary>
/// <remarks>Computed as it is read, once and from the start on, because the differences at the threshold are counted.</remarks>
internal sealed class TrimmedDifference<T, TKey>(NativeVector<T> model, NativeVector<T> basis, MagnitudeThreshold<TKey> threshold) : IBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
{
    private long _seen;

    /// <inheritdoc/>
    public long Length => model.Length;

    /// <inheritdoc/>
    public void Read(long start, Span<T> to)
    {
        ref var source = ref MemoryMarshal.GetReference(model.Slice(start, to.Length));
        ref var other = ref MemoryMarshal.GetReference(basis.Slice(start, to.Length));
        ref var target = ref MemoryMarshal.GetReference(to);
        var (limit, magnitude) = (Vector256.Create(threshold.Key), Vector256.Create(TKey.MaxValue));
        var place = 0;
        for (; place <= to.Length - Vector256<T>.Count; place += Vector256<T>.Count)
        {
            var bits = (Vector256.LoadUnsafe(ref source, (nuint)place) - Vector256.LoadUnsafe(ref other, (nuint)place)).As<T, TKey>();
            var keys = bits & magnitude;
            var stays = Vector256.GreaterThan(keys, limit);
            if (Vector256.EqualsAny(keys, limit))
            {
                stays |= First(Vector256.Equals(keys, limit));
            }

            (bits & stays).As<TKey, T>().StoreUnsafe(ref target, (nuint)place);
        }

        for (; place < to.Length; place++)
        {
            var value = model.Slice(start + place, 1)[0] - basis.Slice(start + place, 1)[0];
            var key = MemoryMarshal.Cast<T, TKey>(MemoryMarshal.CreateReadOnlySpan(ref value, 1))[0] & TKey.MaxValue;
            to[place] = key > threshold.Key || (key == threshold.Key && _seen++ < threshold.Equal) ? value : T.Zero;
        }
    }

    /// <summary>The elements of a mask that are among the first of all that were seen.</summary>
    private Vector256<TKey> First(Vector256<TKey> equal)
    {
        var left = threshold.Equal - _seen;
        var count = BitOperations.PopCount(equal.ExtractMostSignificantBits());
        _seen += count;
        if (left >= count || left <= 0)
        {
            return left <= 0 ? Vector256<TKey>.Zero : equal;
        }

        for (var lane = Vector256<TKey>.Count - 1; count > left; lane--)
        {
            count -= equal[lane] == TKey.Zero ? 0 : 1;
            equal = equal.WithElement(lane, TKey.Zero);
        }

        return equal;
    }
}
