using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace ResearchKit.Assignment;

/// <summary>Checks of cost matrices, kept out of the solvers' hot paths.</summary>
internal static class CostGuard
{
    /// <summary>Refuses shapes that do not fit the data.</summary>
    public static void RequireShape(int length, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"The cost matrix has {length} entries, but shape [{rows}, {columns}] needs {(long)rows * columns} (row-major).", nameof(length));
        }
    }

    /// <summary>Refuses a result span of the wrong length.</summary>
    public static void RequireRows(int length, int rows)
    {
        if (length != rows)
        {
            throw new ArgumentException($"The span for the result has {length} places, but the cost matrix has {rows} rows.", nameof(length));
        }
    }

    /// <summary>Refuses starting duals of the wrong number or that are not finite.</summary>
    public static void RequireDuals(ReadOnlySpan<double> duals, int columns)
    {
        if (duals.Length != columns)
        {
            throw new ArgumentException($"{duals.Length} column duals were given for {columns} columns.", nameof(duals));
        }

        for (var j = 0; j < duals.Length; j++)
        {
            if (!double.IsFinite(duals[j]))
            {
                throw new ArgumentException(FormattableString.Invariant($"The dual of column {j} is {duals[j]}; expected a finite number."), nameof(duals));
            }
        }
    }

    /// <summary>Looks through a row whose sum of squares is not finite: refuses NaN and the infinity that would be free of charge.</summary>
    /// <returns>The largest magnitude among the finite entries.</returns>
    public static double InspectRow<T>(ReadOnlySpan<T> row, int rowIndex, Sense sense)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = T.Zero;
        for (var j = 0; j < row.Length; j++)
        {
            if (T.IsFinite(row[j]))
            {
                largest = T.Max(largest, T.Abs(row[j]));
            }
            else if (T.IsNaN(row[j]) || (sense == Sense.Minimize ? T.IsNegativeInfinity(row[j]) : T.IsPositiveInfinity(row[j])))
            {
                Refuse($"cost[{rowIndex}, {j}]", double.CreateTruncating(row[j]), sense);
            }
        }

        return double.CreateTruncating(largest);
    }

    /// <summary>Refuses a NaN, or the infinity that would be free of charge, in a vector of deletion or insertion costs.</summary>
    /// <returns>Whether all are finite.</returns>
    public static bool InspectVector<T>(ReadOnlySpan<T> costs, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var finite = true;
        for (var k = 0; k < costs.Length; k++)
        {
            finite &= T.IsFinite(costs[k]);
            if (T.IsNaN(costs[k]) || T.IsNegativeInfinity(costs[k]))
            {
                Refuse($"{name}[{k}]", double.CreateTruncating(costs[k]), Sense.Minimize);
            }
        }

        return finite;
    }

    [DoesNotReturn]
    private static void Refuse(string place, double value, Sense sense)
    {
        var forbidden = sense == Sense.Minimize ? "+infinity" : "-infinity";
        throw new ArgumentException(
            FormattableString.Invariant($"{place} is {value}; expected finite numbers, or {forbidden} for a forbidden pair when the aim is to {sense.ToString().ToLowerInvariant()}."));
    }
}
