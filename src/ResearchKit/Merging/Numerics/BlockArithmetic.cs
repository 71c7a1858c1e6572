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

    /// <summary>to = first - second.</summary>
    public static void Subtract<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = MemoryMarshal.Cast<T, Vector256<T>>(first);
        var b = MemoryMarshal.Cast<T, Vector256<T>>(second);
        var target = MemoryMarshal.Cast<T, Vector256<T>>(to);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = a[i] - b[i];
        }

        for (var i = target.Length * Vector256<T>.Count; i < to.Length; i++)
        {
            to[i] = first[i] - second[i];
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
}
