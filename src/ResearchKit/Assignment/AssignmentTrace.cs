using System.Runtime.InteropServices;

namespace ResearchKit.Assignment;

/// <summary>The assignment problem solved slowly, with every step kept, so that the method can be watched.</summary>
/// <remarks>
/// The Hungarian method in its shortest-path form. Row after row joins; the reduced costs C[i, j] − u[i] − v[j] are never negative and are zero on the chosen
/// pairs; the new row's cheapest way to a free column, over pairs that may be undone, is a shortest path in reduced costs; then the prices move so that the whole path
/// costs nothing. O(rows² · columns) time, O(rows · (rows + columns)) memory for the steps. The first of equally near columns is taken. <see cref="LinearAssignment"/> solves
/// the same problem without a record, many times faster.
/// Reference: N. Tomizawa, Networks 1 (1971), 173-194; J. Edmonds and R. M. Karp, Journal of the ACM 19 (1972), 248-264.
/// </remarks>
public sealed class AssignmentTrace
{
    private readonly double[,] _cost;

    private AssignmentTrace(double[,] cost, IReadOnlyList<AssignmentStep> steps)
    {
        _cost = cost;
        Steps = steps;
    }

    /// <summary>One step for each row, in order.</summary>
    public IReadOnlyList<AssignmentStep> Steps { get; }

    /// <summary>The column of each row after the last step.</summary>
    public int[] ColumnOfRow => Steps.Count == 0 ? [] : [.. Steps[^1].ColumnOfRow];

    /// <summary>The sum of the chosen entries.</summary>
    public double Objective => ColumnOfRow.Select((column, row) => _cost[row, column]).Sum();

    /// <summary>The sum of all prices after the last step, which equals the objective up to rounding and proves it: no assignment can cost less.</summary>
    public double DualObjective => Steps.Count == 0 ? 0 : Steps[^1].RowDuals.Sum() + Steps[^1].ColumnDuals.Sum();

    /// <summary>Solves a problem, keeping the steps.</summary>
    /// <param name="cost">C, at most as many rows as columns; finite numbers, or +∞ for a forbidden pair. To maximise, give −C. It is copied.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ArgumentException">There are more rows than columns, or an entry is NaN or −∞.</exception>
    /// <exception cref="InfeasibleAssignmentException">The forbidden entries leave no complete assignment.</exception>
    public static AssignmentTrace Solve(double[,] cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        if (rows > columns)
        {
            throw new ArgumentException($"The cost matrix has {rows} rows and {columns} columns; expected at most as many rows as columns: transpose it.", nameof(cost));
        }

        cost = (double[,])cost.Clone();
        for (var row = 0; row < rows; row++)
        {
            CostGuard.InspectRow<double>(Row(cost, row), row, Sense.Minimize);
        }

        var search = new TracedSearch(cost);
        return new AssignmentTrace(cost, [.. Enumerable.Range(0, rows).Select(search.Assign)]);
    }

    /// <summary>The reduced costs C[i, j] − u[i] − v[j] after a step: 0 on the chosen pairs and nowhere negative, in the rows that have joined.</summary>
    /// <param name="step">The number of the step, from 0; −1 gives the costs themselves, before the first.</param>
    /// <returns>A new matrix; rows that have not joined yet have price 0.</returns>
    public double[,] ReducedCosts(int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps.Count);
        var reduced = (double[,])_cost.Clone();
        if (step < 0)
        {
            return reduced;
        }

        var (u, v) = (Steps[step].RowDuals, Steps[step].ColumnDuals);
        for (var i = 0; i < u.Length; i++)
        {
            for (var j = 0; j < v.Length; j++)
            {
                reduced[i, j] -= u[i] + v[j];
            }
        }

        return reduced;
    }

    private static ReadOnlySpan<double> Row(double[,] cost, int row)
    {
        var columns = cost.GetLength(1);
        return MemoryMarshal.CreateReadOnlySpan(ref cost[row, 0], columns);
    }
}
