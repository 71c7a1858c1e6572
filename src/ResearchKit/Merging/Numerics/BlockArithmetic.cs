using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Merging.Numerics;

/// <summary>Element-wise arithmetic on blocks that stay in cache, so that a combination of many tensors reads each of them from memory once.</summary>
/// <remarks>No element depends on another, so the width of the vectors changes no bit; products are rounded before they are added.</remarks>
internal static class BlockArithmetic
{
    /// <summary>to = factor · from.</summary>
    public static void Scale<T>(ReadOnlySpan<T> from, T factor, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = MemoryMarshal.Cast<T, Vector256<T>>(from);
        var target = MemoryMarshal.Cast<T, Vector256<T>>(to);
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i] * factor;
        }

        for (var i = source.Length * Vector256<T>.Count; i < from.Length; i++)
        {
            to[i] = from[i] * factor;
        }
    }

    /// <summary>to = to + factor · from.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> from, T factor, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = MemoryMarshal.Cast<T, Vector256<T>>(from);
        var target = MemoryMarshal.Cast<T, Vector256<T>>(to);
        for (var i = 0; i < source.Length; i++)
        {
            target[i] += source[i] * factor;
        }

        for (var i = source.Length * Vector256<T>.Count; i < from.Length; i++)
        {
            to[i] += from[i] * factor;
        }
    }

    /// <summary>to = factor · first + otherFactor · second; written past the caches if it is streamed and aligned as vectors are.</summary>
    public static unsafe void Combine<T>(ReadOnlySpan<T> first, T factor, ReadOnlySpan<T> second, T otherFactor, Span<T> to, bool streamed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = MemoryMarshal.Cast<T, Vector256<T>>(first);
        var b = MemoryMarshal.Cast<T, Vector256<T>>(second);
        var target = MemoryMarshal.Cast<T, Vector256<T>>(to);
        fixed (T* address = to)
        {
            if (streamed && (nuint)address % (nuint)sizeof(Vector256<T>) == 0)
            {
                for (var i = 0; i < target.Length; i++)
                {
                    ((a[i] * factor) + (b[i] * otherFactor)).StoreAlignedNonTemporal(address + (i * Vector256<T>.Count));
                }
            }
            else
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (a[i] * factor) + (b[i] * otherFactor);
                }
            }
        }

        for (var i = target.Length * Vector256<T>.Count; i < to.Length; i++)
        {
            to[i] = (first[i] * factor) + (second[i] * otherFactor);
        }
    }

    /// <summary>Adds weight · from to the total and the weight to the share wherever from has the sign of the ballot, + where that is 0; 0 in from never agrees.</summary>
    public static void AddAgreeing<T>(ReadOnlySpan<T> from, ReadOnlySpan<T> ballot, T weight, Span<T> total, Span<T> share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = MemoryMarshal.Cast<T, Vector256<T>>(from);
        var signs = MemoryMarshal.Cast<T, Vector256<T>>(ballot);
        var totals = MemoryMarshal.Cast<T, Vector256<T>>(total);
        var shares = MemoryMarshal.Cast<T, Vector256<T>>(share);
        var weights = Vector256.Create(weight);
        for (var i = 0; i < source.Length; i++)
        {
            var (value, sign) = (source[i], signs[i]);
            var agrees = (Vector256.GreaterThanOrEqual(sign, Vector256<T>.Zero) & Vector256.GreaterThan(value, Vector256<T>.Zero))
                | (Vector256.LessThan(sign, Vector256<T>.Zero) & Vector256.LessThan(value, Vector256<T>.Zero));
            totals[i] += (value * weights) & agrees;
            shares[i] += weights & agrees;
        }

        for (var i = source.Length * Vector256<T>.Count; i < from.Length; i++)
        {
            if ((ballot[i] >= T.Zero && from[i] > T.Zero) || (ballot[i] < T.Zero && from[i] < T.Zero))
            {
                total[i] += from[i] * weight;
                share[i] += weight;
            }
        }
    }

    /// <summary>total = total / share wherever the share is not within <paramref name="smallest"/> of 0.</summary>
    public static void DivideByShare<T>(Span<T> total, ReadOnlySpan<T> share, T smallest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var totals = MemoryMarshal.Cast<T, Vector256<T>>(total);
        var shares = MemoryMarshal.Cast<T, Vector256<T>>(share);
        var limit = Vector256.Create(smallest);
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] /= Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Abs(shares[i]), limit), shares[i], Vector256<T>.One);
        }

        for (var i = totals.Length * Vector256<T>.Count; i < total.Length; i++)
        {
            total[i] /= T.Abs(share[i]) > smallest ? share[i] : T.One;
        }
    }
}
