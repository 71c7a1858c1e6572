using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>The dual check without another pass over the matrix.</content>
internal sealed unsafe partial class ListSolver<T>
{
    /// <summary>The largest violation of the dual conditions, over all entries, for the costs as a minimisation.</summary>
    /// <remarks>
    /// An entry's reduced cost is at least its key if it is on its row's list, and at least the row's bound if not; only where such a proven number is
    /// below the row dual is the entry itself computed, in double precision, and only where the bound is, the row is read again.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Violation()
    {
        var worst = 0.0;
        for (var j = 0; _columns > _rows && j < _columns; j++)
        {
            worst = Math.Max(worst, _rowOfColumn[j] < 0 ? Math.Abs(_price[j]) : -_price[j]);
        }

        for (var i = 0; i < _rows; i++)
        {
            var column = _columnOfRow[i];
            var dual = _pairCost[i] + _price[column];
            worst = Math.Max(worst, Math.Abs(double.CreateTruncating(_sign * _cost[((long)i * _columns) + column]) - _pairCost[i]));
            if (_bound[i] < dual)
            {
                worst = Math.Max(worst, dual - LeastOfRow(i));
                continue;
            }

            var list = _entries + _listStart[i];
            var end = list + Math.Max(0, _listLength[i]);
            for (; list < end && list->Key < dual; list++)
            {
                worst = Math.Max(worst, dual - (double.CreateTruncating(list->Cost) + _price[list->Column]));
            }
        }

        return worst;
    }

    private double LeastOfRow(int row)
    {
        var cost = _cost + ((long)row * _columns);
        var least = double.PositiveInfinity;
        for (var j = 0; j < _columns; j++)
        {
            least = Math.Min(least, double.CreateTruncating(_sign * cost[j]) + _price[j]);
        }

        return least;
    }
}
