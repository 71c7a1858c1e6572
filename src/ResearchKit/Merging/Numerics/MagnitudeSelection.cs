using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Keeps elements by the rank of their magnitude: exactly as many as asked for, equal magnitudes in the order of their places.</summary>
/// <remarks>Magnitudes of floating-point numbers are ordered as their bits without the sign are, which is how they are compared here. NaN counts as larger than every number.</remarks>
internal static class MagnitudeSelection
{
    /// <summary>The elements with the ranks <paramref name="skip"/> to <paramref name="skip"/> + <paramref name="keep"/> - 1 from the largest, and 0 elsewhere; a new tensor.</summary>
    public static Tensor Band(Tensor values, long skip, long keep)
    {
        using var packed = values.contiguous();
        var result = empty(packed.shape, dtype: packed.dtype);
        if (packed.dtype == ScalarType.Float64)
        {
            Band(new NativeVector<long>(packed), new NativeVector<long>(result), skip, keep);
        }
        else
        {
            Band(new NativeVector<int>(packed), new NativeVector<int>(result), skip, keep);
        }

        return result;
    }

    /// <summary>The magnitude of the given rank from the smallest, 0 being the smallest itself.</summary>
    public static double OrderStatistic(Tensor values, long rank)
    {
        using var packed = values.contiguous();
        return Ranked([packed], packed.numel() - rank);
    }

    /// <summary>The magnitude that is number <paramref name="count"/>, from 1, from the largest of all elements of the tensors, which are contiguous and of one type.</summary>
    public static double Ranked(IReadOnlyList<Tensor> values, long count) => values[0].dtype == ScalarType.Float64
        ? BitConverter.Int64BitsToDouble(MagnitudeThreshold<long>.Find([.. values.Select(tensor => (IBlocks<long>)new NativeVector<long>(tensor))], count).Key)
        : BitConverter.Int32BitsToSingle(MagnitudeThreshold<int>.Find([.. values.Select(tensor => (IBlocks<int>)new NativeVector<int>(tensor))], count).Key);

    private static void Band<TKey>(NativeVector<TKey> values, NativeVector<TKey> result, long skip, long keep)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var top = MagnitudeThreshold<TKey>.Find([values], Math.Min(values.Length, skip));
        var bottom = MagnitudeThreshold<TKey>.Find([values], Math.Min(values.Length, skip + keep));
        var (topKey, bottomKey, magnitude) = (Vector256.Create(top.Key), Vector256.Create(bottom.Key), Vector256.Create(TKey.MaxValue));
        long seenTop = 0, seenBottom = 0;
        for (var start = 0L; start < values.Length; start += NativeVector<TKey>.BlockSize)
        {
            var from = values.Block(start);
            var to = result.Block(start);
            var source = MemoryMarshal.Cast<TKey, Vector256<TKey>>(from);
            var target = MemoryMarshal.Cast<TKey, Vector256<TKey>>(to);
            for (var i = 0; i < source.Length; i++)
            {
                var bits = source[i];
                var keys = bits & magnitude;
                if (Vector256.EqualsAny(keys, topKey) || Vector256.EqualsAny(keys, bottomKey))
                {
                    var place = i * Vector256<TKey>.Count;
                    Exactly(from.Slice(place, Vector256<TKey>.Count), to.Slice(place, Vector256<TKey>.Count), top, bottom, ref seenTop, ref seenBottom);
                }
                else
                {
                    target[i] = bits & Vector256.GreaterThan(keys, bottomKey) & Vector256.LessThan(keys, topKey);
                }
            }

            var rest = source.Length * Vector256<TKey>.Count;
            Exactly(from[rest..], to[rest..], top, bottom, ref seenTop, ref seenBottom);
        }
    }

    /// <summary>The plain form, for the few elements whose magnitude is a threshold: of equal ones the first stay.</summary>
    private static void Exactly<TKey>(
        ReadOnlySpan<TKey> from, Span<TKey> to, MagnitudeThreshold<TKey> top, MagnitudeThreshold<TKey> bottom, ref long seenTop, ref long seenBottom)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        for (var i = 0; i < from.Length; i++)
        {
            var key = from[i] & TKey.MaxValue;
            var skipped = key > top.Key || (key == top.Key && seenTop++ < top.Equal);
            var within = key > bottom.Key || (key == bottom.Key && seenBottom++ < bottom.Equal);
            to[i] = within && !skipped ? from[i] : TKey.Zero;
        }
    }
}
