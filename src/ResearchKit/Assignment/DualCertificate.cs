using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ResearchKit.Assignment;

/// <summary>The check that duals prove an assignment optimal: one pass over the whole matrix in double precision.</summary>
internal static class DualCertificate
{
    /// <summary>The largest violation of sign·(u[i] + v[j]) ≤ sign·C[i, j], of equality on chosen pairs, and of the sign rules, over max|u| + max|v|.</summary>
    /// <param name="cost">C, row-major.</param>
    /// <param name="sign">1 for a minimisation, −1 for a maximisation.</param>
    /// <param name="scale">A factor for all numbers, so that huge ones do not overflow.</param>
    /// <param name="lanes">The registers to use.</param>
    /// <param name="columnOfRow">The assignment.</param>
    /// <param name="rowDuals">u.</param>
    /// <param name="columnDuals">v.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Check<T>(
        ReadOnlySpan<T> cost, double sign, double scale, LaneWidth lanes, ReadOnlySpan<int> columnOfRow, ReadOnlySpan<double> rowDuals, ReadOnlySpan<double> columnDuals)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var factor = sign * scale;
        var u = rowDuals.ToArray();
        var v = columnDuals.ToArray();
        Multiply(u, factor);
        Multiply(v, factor);
        var worst = SignViolation(columnOfRow, u, v);
        var size = Size(u, v);
        for (var i = 0; i < u.Length; i++)
        {
            var j = columnOfRow[i];
            if (j >= 0)
            {
                worst = Math.Max(worst, Math.Abs(u[i] + v[j] - (factor * double.CreateTruncating(cost[(i * v.Length) + j]))));
            }
        }

        if (typeof(T) == typeof(float) && size < SingleCertificate.LargestSize)
        {
            worst = Math.Max(worst, SingleCertificate.Violation(MemoryMarshal.Cast<T, float>(cost), (float)sign, lanes, u, v));
        }
        else
        {
            for (var i = 0; i < u.Length; i++)
            {
                worst = Math.Max(worst, RowViolation(cost.Slice(i * v.Length, v.Length), factor, u[i], v));
            }
        }

        return Relative(worst, size);
    }

    /// <summary>A violation relative to the size of the duals.</summary>
    public static double Relative(double violation, double size) => violation == 0 ? 0 : violation / Math.Max(size, double.Epsilon);

    /// <summary>max|u| + max|v|.</summary>
    public static double Size(ReadOnlySpan<double> u, ReadOnlySpan<double> v) => LargestMagnitude(u) + LargestMagnitude(v);

    private static void Multiply(double[] values, double factor)
    {
        for (var k = 0; k < values.Length; k++)
        {
            values[k] *= factor;
        }
    }

    /// <summary>On the longer side, duals are at most zero, and zero where there is no partner.</summary>
    private static double SignViolation(ReadOnlySpan<int> columnOfRow, ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        if (u.Length == v.Length)
        {
            return 0;
        }

        var worst = 0.0;
        foreach (var dual in u.Length > v.Length ? u : v)
        {
            worst = Math.Max(worst, dual);
        }

        var chosen = new bool[v.Length];
        for (var i = 0; i < u.Length; i++)
        {
            if (columnOfRow[i] >= 0)
            {
                chosen[columnOfRow[i]] = true;
            }
            else
            {
                worst = Math.Max(worst, Math.Abs(u[i]));
            }
        }

        for (var j = 0; j < v.Length && v.Length > u.Length; j++)
        {
            worst = Math.Max(worst, chosen[j] ? 0 : Math.Abs(v[j]));
        }

        return worst;
    }

    private static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double RowViolation<T>(ReadOnlySpan<T> row, double factor, double u, ReadOnlySpan<double> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var worst = new Vector<double>(0.0);
        var shift = new Vector<double>(u);
        var prices = MemoryMarshal.Cast<double, Vector<double>>(v);
        var j = 0;
        if (typeof(T) == typeof(float))
        {
            var blocks = MemoryMarshal.Cast<T, Vector<float>>(row);
            for (var k = 0; k < blocks.Length; k++)
            {
                Vector.Widen(blocks[k], out var low, out var high);
                worst = Vector.Max(worst, Vector.Max(prices[2 * k] + shift - (low * factor), prices[(2 * k) + 1] + shift - (high * factor)));
            }

            j = blocks.Length * Vector<float>.Count;
        }
        else
        {
            var blocks = MemoryMarshal.Cast<T, Vector<double>>(row);
            for (var k = 0; k < blocks.Length; k++)
            {
                worst = Vector.Max(worst, prices[k] + shift - (blocks[k] * factor));
            }

            j = blocks.Length * Vector<double>.Count;
        }

        var result = 0.0;
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            result = Math.Max(result, worst[lane]);
        }

        for (; j < row.Length; j++)
        {
            result = Math.Max(result, v[j] + u - (factor * double.CreateTruncating(row[j])));
        }

        return result;
    }
}
