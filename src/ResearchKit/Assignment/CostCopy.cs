using System.Numerics;
using System.Runtime.InteropServices;

namespace ResearchKit.Assignment;

/// <summary>Fills the dense solver's working copy: minimisation, rows ≤ columns, double precision, padded with +∞.</summary>
internal static unsafe class CostCopy
{
    /// <summary>Above this, differences and sums of a few entries could overflow.</summary>
    private const double Huge = 1e150;

    /// <summary>What costs are multiplied by then: exact for entries that matter beside 1e150.</summary>
    private static readonly double Shrink = Math.ScaleB(1, -600);

    /// <summary>Checks and copies a row-major matrix, transposed if it has more rows than columns.</summary>
    /// <returns>The factor by which the copy's finite entries were multiplied, 1 for all but huge costs.</returns>
    public static double Fill<T>(ReadOnlySpan<T> cost, int rows, int columns, Sense sense, DenseSolver solver)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = 0.0;
        var transposed = rows > columns;
        solver.Prepare(transposed ? columns : rows, transposed ? rows : columns);
        var target = solver.Cost;
        var stride = solver.Stride;
        for (var i = 0; i < rows; i++)
        {
            var source = cost.Slice(i * columns, columns);
            var squares = transposed
                ? CopyTransposed(source, target + i, stride, sense)
                : CopyRow(source, target + ((long)i * stride), sense);
            if (!double.IsFinite(squares))
            {
                largest = Math.Max(largest, CostGuard.InspectRow(source, i, sense));
            }
        }

        var (solverRows, solverColumns) = transposed ? (columns, rows) : (rows, columns);
        for (var i = 0; i < solverRows; i++)
        {
            new Span<double>(target + ((long)i * stride) + solverColumns, stride - solverColumns).Fill(double.PositiveInfinity);
        }

        if (largest < Huge)
        {
            return 1;
        }

        foreach (ref var entry in new Span<double>(target, checked(solverRows * stride)))
        {
            entry *= Shrink;
        }

        return Shrink;
    }

    private static double CopyTransposed<T>(ReadOnlySpan<T> source, double* target, int stride, Sense sense)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sign = sense == Sense.Minimize ? 1.0 : -1.0;
        var squares = 0.0;
        for (var j = 0; j < source.Length; j++)
        {
            var value = sign * double.CreateTruncating(source[j]);
            squares += value * value;
            target[(long)j * stride] = value;
        }

        return squares;
    }

    private static double CopyRow<T>(ReadOnlySpan<T> source, double* target, Sense sense)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sign = sense == Sense.Minimize ? 1.0 : -1.0;
        var squares = Vector<double>.Zero;
        var j = 0;
        if (typeof(T) == typeof(float))
        {
            foreach (var block in MemoryMarshal.Cast<T, Vector<float>>(source))
            {
                Vector.Widen(block, out var low, out var high);
                low *= sign;
                high *= sign;
                squares += (low * low) + (high * high);
                Vector.Store(low, target + j);
                Vector.Store(high, target + j + Vector<double>.Count);
                j += Vector<float>.Count;
            }
        }
        else
        {
            foreach (var block in MemoryMarshal.Cast<T, Vector<double>>(source))
            {
                var value = block * sign;
                squares += value * value;
                Vector.Store(value, target + j);
                j += Vector<double>.Count;
            }
        }

        var sum = Vector.Sum(squares);
        for (; j < source.Length; j++)
        {
            target[j] = sign * double.CreateTruncating(source[j]);
            sum += target[j] * target[j];
        }

        return sum;
    }
}
