namespace ResearchKit.Assignment;

/// <content>Augmenting row reduction: rows take their cheapest column and push others out, before any path is searched for.</content>
internal sealed unsafe partial class DenseSolver
{
    /// <summary>Rounds over the rows that are still free, the usual number.</summary>
    private const int Rounds = 2;

    /// <summary>Steps per row and round: on real-valued costs two rows can outbid each other by ever smaller amounts.</summary>
    private const int StepsPerRow = 2;

    /// <summary>Runs the reduction; the rows left over are in the free list.</summary>
    /// <returns>How many rows are left.</returns>
    private int ReduceRows<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var free = _rows;
        for (var i = 0; i < _rows; i++)
        {
            _free[i] = i;
        }

        var total = 0L;
        for (var round = 0; round < Rounds && free > 0; round++)
        {
            var limit = (long)StepsPerRow * _rows;
            var steps = 0L;
            var pending = free;
            free = 0;
            for (var k = 0; k < pending;)
            {
                var i = _free[k++];
                if (++steps > limit)
                {
                    _free[free++] = i;
                    continue;
                }

                var displaced = Bid<TLanes, TVector>(i, out var lowered);
                if (displaced >= 0 && lowered)
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

        Counters = Counters with { RowSteps = total };
        return free;
    }

    /// <summary>Gives row <paramref name="i"/> its cheapest column and lowers that column's price until the second best is as good.</summary>
    /// <returns>The row that has lost its column (row <paramref name="i"/> itself if it has no allowed column), or −1.</returns>
    private int Bid<TLanes, TVector>(int i, out bool lowered)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var row = Cost + ((long)i * _stride);
        var infinity = TLanes.Broadcast(double.PositiveInfinity);
        var first = infinity;
        var second = infinity;
        var place = TLanes.Broadcast(0);
        var current = TLanes.Sequence;
        var step = TLanes.Broadcast(TLanes.Width);
        for (var j = 0; j < _stride; j += TLanes.Width)
        {
            var reduced = TLanes.Subtract(TLanes.Load(row + j), TLanes.Load(_price + j));
            second = TLanes.Min(second, TLanes.Max(first, reduced));
            place = TLanes.SelectLess(reduced, first, current, place);
            first = TLanes.Min(first, reduced);
            current = TLanes.Add(current, step);
        }

        lowered = false;
        var least = TLanes.ReduceMin(first);
        if (double.IsPositiveInfinity(least))
        {
            return i;
        }

        // The lowest column among equals; its lane's first then gives way to that lane's second.
        var best = TLanes.ReduceMin(TLanes.SelectEqual(first, TLanes.Broadcast(least), place, infinity));
        var others = TLanes.SelectEqual(place, TLanes.Broadcast(best), infinity, first);
        var next = TLanes.ReduceMin(TLanes.Min(second, others));
        var column = (int)best;
        if (next > least && double.IsFinite(next))
        {
            _price[column] -= next - least;
            lowered = true;
        }
        else if (next == least && _rowOfColumn[column] >= 0)
        {
            column = FreeColumnAt<TLanes, TVector>(row, least, column);
        }
        else if (_rowOfColumn[column] >= 0 && !double.IsFinite(next))
        {
            // The only allowed column is taken; no finite price would say so. A path will move its owner if it can.
            return i;
        }

        var displaced = _rowOfColumn[column];
        if (displaced >= 0)
        {
            _columnOfRow[displaced] = -1;
        }

        _rowOfColumn[column] = i;
        _columnOfRow[i] = column;
        _taken[column] = double.PositiveInfinity;
        return displaced;
    }

    /// <summary>The first free column whose reduced cost is <paramref name="value"/>, or <paramref name="otherwise"/>.</summary>
    private int FreeColumnAt<TLanes, TVector>(double* row, double value, int otherwise)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var bound = TLanes.Broadcast(value);
        for (var j = 0; j < _stride; j += TLanes.Width)
        {
            var reduced = TLanes.Subtract(TLanes.Load(row + j), TLanes.Load(_price + j));
            var mask = TLanes.MaskLessOrEqual(TLanes.Add(reduced, TLanes.Load(_taken + j)), bound);
            if (mask != 0)
            {
                return j + System.Numerics.BitOperations.TrailingZeroCount(mask);
            }
        }

        return otherwise;
    }
}
