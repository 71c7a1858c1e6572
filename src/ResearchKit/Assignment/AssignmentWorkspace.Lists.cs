using System.Numerics;

namespace ResearchKit.Assignment;

/// <content>The list method: from the solver's orientation and sense back to the caller's.</content>
public sealed partial class AssignmentWorkspace
{
    private readonly ListSolver<float> _singleLists = new();
    private readonly ListSolver<double> _doubleLists = new();

    /// <summary>Solves by lists, unless they do not pay.</summary>
    private unsafe bool SolveByLists<T>(
        ReadOnlySpan<T> cost, int rows, int columns, Span<int> columnOfRow, AssignmentOptions options, AssignmentStart wanted, ReadOnlySpan<double> columnDuals, out AssignmentStart start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var solver = typeof(T) == typeof(float) ? (ListSolver<T>)(object)_singleLists : (ListSolver<T>)(object)_doubleLists;
        var transposed = rows > columns;
        ListOutcome outcome;
        fixed (T* pointer = cost)
        {
            outcome = transposed
                ? solver.SolveTransposed(pointer, rows, columns, options.Sense, wanted, options.Lanes)
                : solver.Solve(pointer, rows, columns, options.Sense, wanted, options.Lanes, columnDuals);
            _violation = outcome == ListOutcome.Solved ? solver.Violation() : 0;
        }

        Counters = solver.Counters;
        start = solver.Start;
        switch (outcome)
        {
            case ListOutcome.Abandoned:
                return false;
            case ListOutcome.Infeasible:
                throw InfeasibleAssignmentException.ForRow(solver.StuckRow, Math.Min(rows, columns), Math.Max(rows, columns), transposed);
        }

        var sign = options.Sense == Sense.Minimize ? 1.0 : -1.0;
        var shorter = transposed ? ColumnDualsBuffer : RowDualsBuffer;
        var longer = transposed ? RowDualsBuffer : ColumnDualsBuffer;
        var partners = solver.ColumnOfRow;
        var prices = solver.Prices;
        var pairCosts = solver.PairCosts;
        if (transposed)
        {
            columnOfRow.Fill(-1);
        }

        for (var i = 0; i < partners.Length; i++)
        {
            var j = partners[i];
            shorter[i] = (pairCosts[i] + prices[j]) * sign;
            columnOfRow[transposed ? j : i] = transposed ? i : j;
        }

        for (var j = 0; j < prices.Length; j++)
        {
            longer[j] = 0.0 - (prices[j] * sign);
        }

        return true;
    }
}
