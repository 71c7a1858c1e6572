using System.Numerics;
using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <summary>Fills the dense solver's working copy: minimisation, rows ≤ columns, double precision, padded with +∞.</summary>
internal static unsafe class CostCopy
{
    /// <summary>Above this, differences and sums of a few entries could overflow.</summary>
    private const double Huge = 1e150;

    /// <summary>What costs are multiplied by then: exact for entries that matter beside 1e150.</summary>
    private static readonly double Shrink = Math.ScaleB(1, -600);

    /// <summary>Rows copied at a time when transposing: their targets then fill whole cache lines.</summary>
    private const int Tile = 16;

    /// <summary>Checks and copies a row-major matrix, transposed if it has more rows than columns.</summary>
    /// <returns>The factor by which the copy's finite entries were multiplied, 1 for all but huge costs.</returns>
    public static double Fill<T>(ReadOnlySpan<T> cost, int rows, int columns, Sense sense, DenseSolver solver)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var transposed = rows > columns;
        solver.Prepare(transposed ? columns : rows, transposed ? rows : columns);
        var target = solver.Cost;
        var stride = solver.Stride;
        var (solverRows, solverColumns) = transposed ? (columns, rows) : (rows, columns);
        double squares;
        fixed (T* source = cost)
        {
            squares = transposed
                ? CopyTransposed(source, target, rows, columns, stride, sense)
                : CopyRows(source, target, rows, columns, stride, sense);
        }

        if (solver.Width > solverColumns)
        {
            for (var i = 0; i < solverRows; i++)
            {
                new Span<double>(target + ((long)i * stride) + solverColumns, solver.Width - solverColumns).Fill(double.PositiveInfinity);
            }
        }

        if (double.IsFinite(squares))
        {
            return 1;
        }

        var largest = 0.0;
        for (var i = 0; i < rows; i++)
        {
            largest = Math.Max(largest, CostGuard.InspectRow(cost.Slice(i * columns, columns), i, sense));
        }

        if (largest < Huge)
        {
            return 1;
        }

        for (var i = 0; i < solverRows; i++)
        {
            foreach (ref var entry in new Span<double>(target + ((long)i * stride), solverColumns))
            {
                entry *= Shrink;
            }
        }

        return Shrink;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double CopyTransposed<T>(T* source, double* target, int rows, int columns, int stride, Sense sense)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sign = sense == Sense.Minimize ? 1.0 : -1.0;
        var squares = 0.0;
        for (var top = 0; top < rows; top += Tile)
        {
            var end = Math.Min(rows, top + Tile);
            for (var j = 0; j < columns; j++)
            {
                for (var i = top; i < end; i++)
                {
                    var value = sign * double.CreateTruncating(source[((long)i * columns) + j]);
                    squares += value * value;
                    target[((long)j * stride) + i] = value;
                }
            }
        }

        return squares;
    }

    /// <summary>Copies rows; the sum of squares comes back not finite if an entry is a NaN, an infinity or huge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double CopyRows<T>(T* source, double* target, int rows, int columns, int stride, Sense sense)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sign = sense == Sense.Minimize ? 1.0 : -1.0;
        var signs = new Vector<double>(sign);
        var squares = Vector<double>.Zero;
        var rest = 0.0;
        var whole = columns - (columns % Vector<T>.Count);
        for (var i = 0; i < rows; i++, source += columns, target += stride)
        {
            for (var j = 0; j < whole; j += Vector<T>.Count)
            {
                if (typeof(T) == typeof(float))
                {
                    Vector.Widen(Vector.Load((float*)source + j), out var low, out var high);
                    low *= signs;
                    high *= signs;
                    squares += (low * low) + (high * high);
                    Vector.Store(low, target + j);
                    Vector.Store(high, target + j + Vector<double>.Count);
                }
                else
                {
                    var value = Vector.Load((double*)source + j) * signs;
                    squares += value * value;
                    Vector.Store(value, target + j);
                }
            }

            for (var j = whole; j < columns; j++)
            {
                target[j] = sign * double.CreateTruncating(source[j]);
                rest += target[j] * target[j];
            }
        }

        return Vector.Sum(squares) + rest;
    }
}
