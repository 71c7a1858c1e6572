using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Two reused matrices for gathered rows: fresh memory for every product would cost more in page faults than the copy itself.</summary>
/// <param name="elementsAtOnce">The elements that one matrix holds, unless a single unit has more.</param>
internal sealed class GatherBuffers<T>(int elementsAtOnce) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Tensor? _left;
    private Tensor? _right;
    private int[] _plus = [];
    private int[] _minus = [];

    /// <summary>How many units of <paramref name="run"/> elements are gathered and multiplied at once.</summary>
    public int UnitsAtOnce(int run) => Math.Max(1, elementsAtOnce / run);

    /// <summary>The first matrix in the given shape, with whatever it held; its view lives in the current dispose scope.</summary>
    public NativeMatrix<T> Left(int rows, int columns) => View(ref _left, rows, columns);

    /// <summary>The second matrix in the given shape, with whatever it held; its view lives in the current dispose scope.</summary>
    public NativeMatrix<T> Right(int rows, int columns) => View(ref _right, rows, columns);

    /// <summary>The entries of two permutations at the given positions; valid until the next call.</summary>
    public void Pick(int[] present, int[] earlier, ReadOnlySpan<int> positions, out ReadOnlySpan<int> plus, out ReadOnlySpan<int> minus)
    {
        if (_plus.Length < positions.Length)
        {
            _plus = new int[present.Length];
            _minus = new int[present.Length];
        }

        for (var k = 0; k < positions.Length; k++)
        {
            _plus[k] = present[positions[k]];
            _minus[k] = earlier[positions[k]];
        }

        plus = _plus.AsSpan(0, positions.Length);
        minus = _minus.AsSpan(0, positions.Length);
    }

    public void Dispose()
    {
        _left?.Dispose();
        _right?.Dispose();
    }

    private static NativeMatrix<T> View(ref Tensor? buffer, int rows, int columns)
    {
        var elements = (long)rows * columns;
        if (buffer is null || buffer.numel() < elements)
        {
            buffer?.Dispose();
            buffer = empty(elements, dtype: NativeMatrix<T>.ElementType).DetachFromDisposeScope();
        }

        return new NativeMatrix<T>(buffer.narrow(0, 0, elements).view(rows, columns));
    }
}
