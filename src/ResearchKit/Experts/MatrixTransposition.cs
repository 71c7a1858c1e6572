using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Exchanges rows and columns of a float32 matrix in blocks of eight, which stay in registers: sides that are powers of two would otherwise fight for the same cache lines.</summary>
internal static unsafe class MatrixTransposition
{
    private const int Block = 8;

    /// <summary>Writes the transpose of a contiguous (rows, columns) matrix into a contiguous (columns, rows) one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(Tensor matrix, Tensor transposed)
    {
        var (rows, columns) = ((int)matrix.shape[0], (int)matrix.shape[1]);
        fixed (byte* from = matrix.bytes, to = transposed.bytes)
        {
            var source = (float*)from;
            var target = (float*)to;
            for (var j = 0; j < columns; j += Block)
            {
                for (var i = 0; i < rows; i += Block)
                {
                    if (Avx.IsSupported && i + Block <= rows && j + Block <= columns)
                    {
                        Exchange(source + ((nint)i * columns) + j, columns, target + ((nint)j * rows) + i, rows);
                        continue;
                    }

                    for (var jj = j; jj < Math.Min(j + Block, columns); jj++)
                    {
                        for (var ii = i; ii < Math.Min(i + Block, rows); ii++)
                        {
                            target[((nint)jj * rows) + ii] = source[((nint)ii * columns) + jj];
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exchange(float* source, int stride, float* target, int step)
    {
        Pairs(source, stride, out var a0, out var a1, out var a2, out var a3);
        Pairs(source + (4 * (nint)stride), stride, out var b0, out var b1, out var b2, out var b3);
        Store(target, step, a0, b0, 0);
        Store(target, step, a1, b1, 1);
        Store(target, step, a2, b2, 2);
        Store(target, step, a3, b3, 3);
    }

    /// <summary>Four rows of eight: out k holds columns k and k + 4 of the four rows, one in each half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pairs(float* source, int stride, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
    {
        var r0 = Vector256.Load(source);
        var r1 = Vector256.Load(source + stride);
        var r2 = Vector256.Load(source + (2 * (nint)stride));
        var r3 = Vector256.Load(source + (3 * (nint)stride));
        var (low01, high01) = (Avx.UnpackLow(r0, r1).AsDouble(), Avx.UnpackHigh(r0, r1).AsDouble());
        var (low23, high23) = (Avx.UnpackLow(r2, r3).AsDouble(), Avx.UnpackHigh(r2, r3).AsDouble());
        c0 = Avx.UnpackLow(low01, low23).AsSingle();
        c1 = Avx.UnpackHigh(low01, low23).AsSingle();
        c2 = Avx.UnpackLow(high01, high23).AsSingle();
        c3 = Avx.UnpackHigh(high01, high23).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, int step, Vector256<float> first, Vector256<float> second, int column)
    {
        Avx.Permute2x128(first, second, 0x20).Store(target + (column * (nint)step));
        Avx.Permute2x128(first, second, 0x31).Store(target + ((column + 4) * (nint)step));
    }
}
