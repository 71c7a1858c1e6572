using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Sums over all elements in double precision, with the same bits whatever the number of threads and the width of the machine's vectors.</summary>
internal static class Reductions
{
    /// <summary>Σ a b.</summary>
    public static double Dot(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (a.contiguous(), b.contiguous());
        return x.dtype == ScalarType.Float64 ? Dot<double>(x, y, Dot) : Dot<float>(x, y, Dot);
    }

    /// <summary>The length √(Σ a²).</summary>
    public static double Norm(Tensor a) => Math.Sqrt(Dot(a, a));

    /// <summary>Σ |a|.</summary>
    public static double AbsoluteSum(Tensor a)
    {
        using var sign = a.sign();
        return Dot(a, sign);
    }

    private static double Dot<T>(Tensor a, Tensor b, Func<Span<T>, Span<T>, double> block)
        where T : unmanaged
    {
        var (x, y) = (new NativeVector<T>(a), new NativeVector<T>(b));
        var total = 0.0;
        for (var start = 0L; start < x.Length; start += NativeVector<T>.BlockSize)
        {
            total += block(x.Block(start), y.Block(start));
        }

        return total;
    }

    private static double Dot(Span<float> a, Span<float> b)
    {
        var x = MemoryMarshal.Cast<float, Vector256<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector256<float>>(b);
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < x.Length; i++)
        {
            var (left, right) = (Vector256.Widen(x[i]), Vector256.Widen(y[i]));
            low += left.Lower * right.Lower;
            high += left.Upper * right.Upper;
        }

        var total = Vector256.Sum(low + high);
        for (var i = x.Length * Vector256<float>.Count; i < a.Length; i++)
        {
            total += (double)a[i] * b[i];
        }

        return total;
    }

    private static double Dot(Span<double> a, Span<double> b)
    {
        var x = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector256<double>>(b);
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        var total = Vector256.Sum(sum);
        for (var i = x.Length * Vector256<double>.Count; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
