using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>First visits and augmenting row reduction: rows take their cheapest column, raise its price and push others out.</content>
internal sealed unsafe partial class ListSolver<T>
{
    private const int Rounds = 2;

    /// <summary>Steps per row and round: on real-valued costs two rows can outbid each other by ever smaller amounts.</summary>
    private const int StepsPerRow = 4;

    /// <summary>Visits all rows in the order of memory; the rows without a column afterwards are in the free list.</summary>
    /// <returns>False if the solver should give up.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool VisitRows<TLanes, TVector>(Sense sense, out int free)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        free = 0;
        _rowSteps = _rows;
        for (var i = 0; i < _rows; i++)
        {
            // Where rows often want a column that is taken, they will need lists anyway: make them while the row is in the cache.
            int displaced;
            if (8 * free > i + EagerAfter)
            {
                if (!IsSafe(Build<TLanes, TVector>(i, 1), i, sense))
                {
                    return false;
                }

                displaced = Bid<TLanes, TVector>(i, out _);
            }
            else
            {
                var best = ScanRow<TLanes, TVector>(i, out var squares);
                if (!IsSafe(squares, i, sense))
                {
                    return false;
                }

                displaced = Settle(i, best);
                displaced = displaced == Undecided ? Bid<TLanes, TVector>(i, out _) : displaced;
            }

            if (_overflow)
            {
                return false;
            }

            if (displaced >= 0)
            {
                _free[free++] = displaced;
            }
        }

        return true;
    }

    /// <summary>Rows to look at before concluding that columns are contested.</summary>
    private const int EagerAfter = 32;

    private const int Undecided = -2;

    /// <summary>Decides a first visit from the scan alone, where its precision allows that.</summary>
    /// <returns>The row that has lost its column, −1 for none, or <see cref="Undecided"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Settle(int row, BestTwo best)
    {
        if (!T.IsFinite(best.First))
        {
            return row;
        }

        var column = best.Column;
        var cost = double.CreateTruncating(_sign * _cost[((long)row * _columns) + column]);
        var first = cost + _price[column];
        var second = _priced ? Below(best.Second) : double.CreateTruncating(best.Second);
        var owner = _rowOfColumn[column];
        if (second < first || (owner >= 0 && (second <= first || !double.IsFinite(second))))
        {
            return Undecided;
        }

        if (owner >= 0)
        {
            SetPrice(column, _price[column] + (second - first));
        }

        // As if the row had a list of this one column; if it needs a longer one, that is made later.
        _bound[row] = second;
        Assign(row, column, cost);
        return owner;
    }

    private void Assign(int row, int column, double cost)
    {
        var owner = _rowOfColumn[column];
        if (owner >= 0)
        {
            _columnOfRow[owner] = -1;
        }

        _rowOfColumn[column] = row;
        _columnOfRow[row] = column;
        _pairCost[row] = cost;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReduceRows<TLanes, TVector>(int free)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var total = _rowSteps;
        for (var round = 0; round < Rounds && free > 0; round++)
        {
            var limit = (long)StepsPerRow * _rows;
            var steps = 0L;
            var pending = free;
            free = 0;
            for (var k = 0; k < pending;)
            {
                var row = _free[k++];
                if (++steps > limit || _overflow)
                {
                    _free[free++] = row;
                    continue;
                }

                var displaced = Bid<TLanes, TVector>(row, out var raised);
                if (displaced >= 0 && raised)
                {
                    _free[--k] = displaced;
                }
                else if (displaced >= 0)
                {
                    _free[free++] = displaced;
                }
            }

            total += steps;
        }

        _rowSteps = total;
        return free;
    }

    /// <summary>Gives a row its cheapest column, from its list, and raises that column's price until the second best is as good.</summary>
    /// <returns>The row that has lost its column (the row itself if it has no allowed column), or −1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Bid<TLanes, TVector>(int row, out bool raised)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        raised = false;
        if (!FindBest<TLanes, TVector>(row, out var best, out var first, out var second) || double.IsPositiveInfinity(first))
        {
            return row;
        }

        var owner = _rowOfColumn[best.Column];
        if (second > first && double.IsFinite(second))
        {
            SetPrice(best.Column, _price[best.Column] + (second - first));
            raised = true;
        }
        else if (owner >= 0 && !double.IsFinite(second))
        {
            return row;
        }

        Assign(row, best.Column, double.CreateTruncating(best.Cost));
        return owner;
    }

    /// <summary>Finds a row's cheapest column and the two smallest reduced costs, making its list again if that is needed to be sure.</summary>
    /// <returns>False if lists have become too long.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FindBest<TLanes, TVector>(int row, out ListEntry<T> best, out double first, out double second)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var built = 0;
        if (_listLength[row] == NoList)
        {
            Build<TLanes, TVector>(row, 1);
            built = 1;
        }

        while (true)
        {
            best = default;
            first = double.PositiveInfinity;
            second = double.PositiveInfinity;
            var list = _entries + _listStart[row];
            var end = list + _listLength[row];
            for (; list < end && list->Key <= second; list++)
            {
                var reduced = double.CreateTruncating(list->Cost) + _price[list->Column];
                if (reduced < first)
                {
                    second = first;
                    first = reduced;
                    best = *list;
                }
                else if (reduced <= second)
                {
                    second = reduced;
                    if (reduced == first && _rowOfColumn[list->Column] < 0 && _rowOfColumn[best.Column] >= 0)
                    {
                        best = *list;
                    }
                }
            }

            // A second best above the bound may not be the true one; a list made just now is as good as it gets unless rounding blurs it.
            if (second <= _bound[row] || (built > 0 && first <= _bound[row]))
            {
                second = Math.Min(second, _bound[row]);
                return true;
            }

            built = built == 0 ? 1 : 2 * built;
            Build<TLanes, TVector>(row, built);
            if (_overflow)
            {
                return false;
            }
        }
    }
}
