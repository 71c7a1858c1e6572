namespace ResearchKit.Assignment;

/// <content>The dense method: from the solver's orientation and sense back to the caller's.</content>
public sealed partial class AssignmentWorkspace
{
    private void SolveDense(int rows, int columns, Span<int> columnOfRow, Sense sense, AssignmentStart start, ReadOnlySpan<double> columnDuals, LaneWidth lanes)
    {
        var transposed = rows > columns;
        if (start == AssignmentStart.Given)
        {
            _dense.SetPrices(columnDuals, (sense == Sense.Minimize ? 1 : -1) * Scale);
        }

        var stuck = _dense.Solve(start, lanes);
        if (stuck >= 0)
        {
            throw InfeasibleAssignmentException.ForRow(stuck, Math.Min(rows, columns), Math.Max(rows, columns), transposed);
        }

        Counters = _dense.Counters;
        var unscale = (sense == Sense.Minimize ? 1 : -1) / Scale;
        var shorter = transposed ? ColumnDualsBuffer : RowDualsBuffer;
        var longer = transposed ? RowDualsBuffer : ColumnDualsBuffer;
        var partners = _dense.ColumnOfRow;
        var prices = _dense.Prices;
        if (transposed)
        {
            columnOfRow.Fill(-1);
        }

        for (var i = 0; i < partners.Length; i++)
        {
            var j = partners[i];
            shorter[i] = (_dense.CostAt(i, j) - prices[j]) * unscale;
            columnOfRow[transposed ? j : i] = transposed ? i : j;
        }

        for (var j = 0; j < prices.Length; j++)
        {
            // Adding zero turns -0 into 0.
            longer[j] = (prices[j] * unscale) + 0.0;
        }
    }
}
