using System.Numerics;
using System.Runtime.InteropServices;

namespace ResearchKit.Matching;

/// <summary>Copies runs of contiguous elements in a permuted order.</summary>
internal static class RowGather
{
    /// <summary>Run k of the result is run <c>indices[k]</c> of the source.</summary>
    public static void Copy<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> indices, int run, Span<T> destination)
        where T : unmanaged
    {
        for (var k = 0; k < indices.Length; k++)
        {
            source.Slice(indices[k] * run, run).CopyTo(destination.Slice(k * run, run));
        }
    }

    /// <summary>Run k of the result is run <c>plus[k]</c> less run <c>minus[k]</c> of the source.</summary>
    public static void Subtract<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> plus, ReadOnlySpan<int> minus, int run, Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        for (var k = 0; k < plus.Length; k++)
        {
            Subtract(source.Slice(plus[k] * run, run), source.Slice(minus[k] * run, run), destination.Slice(k * run, run));
        }
    }

    private static void Subtract<T>(ReadOnlySpan<T> plus, ReadOnlySpan<T> minus, Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        var plusVectors = MemoryMarshal.Cast<T, Vector<T>>(plus);
        var minusVectors = MemoryMarshal.Cast<T, Vector<T>>(minus);
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(destination);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = plusVectors[i] - minusVectors[i];
        }

        for (var i = vectors.Length * Vector<T>.Count; i < destination.Length; i++)
        {
            destination[i] = plus[i] - minus[i];
        }
    }
}
