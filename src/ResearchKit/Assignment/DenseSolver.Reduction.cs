using System.Numerics;
using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>Augmenting row reduction: rows take their cheapest column and push others out, before any path is searched for.</content>
internal sealed unsafe partial class DenseSolver
{
    /// <summary>Rounds over the rows that are still free, the usual number.</summary>
    private const int Rounds = 2;

    /// <summary>Rows from which the reduction pays: in smaller problems a path is as cheap as the few steps that it would save.</summary>
    private const int ReductionFrom = 40;

    /// <summary>Runs the reduction; the rows left over are in the free list.</summary>
    /// <returns>How many rows are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReduceRows<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var free = VisitRows<TLanes, TVector>();
        var total = (long)_rows;
        for (var round = 0; round < Rounds && free > 0 && _rows >= ReductionFrom; round++)
        {
            // One step for each row: on real-valued costs two rows could go on outbidding each other by ever smaller amounts.
            var limit = _rows;
            var steps = 0;
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

        _rowSteps = total;
        return free;
    }

    /// <summary>Lets every row take its cheapest column if it is still free; prices stay, so that rows do not wait for one another in the processor.</summary>
    /// <returns>How many rows are in the free list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int VisitRows<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var infinity = TLanes.Broadcast(double.PositiveInfinity);
        var step = TLanes.Broadcast(TLanes.Width);
        var price = _price;
        var stride = _stride;
        var width = _width;
        var row = Cost;
        var free = 0;
        for (var i = 0; i < _rows; i++, row += stride)
        {
            var first = infinity;
            var place = TLanes.Broadcast(0);
            var current = TLanes.Sequence;
            for (var j = 0; j < width; j += TLanes.Width)
            {
                var reduced = TLanes.Subtract(TLanes.Load(row + j), TLanes.Load(price + j));
                place = TLanes.SelectLess(reduced, first, current, place);
                first = TLanes.Min(first, reduced);
                current = TLanes.Add(current, step);
            }

            var column = PlaceOf<TLanes, TVector>(place, first, TLanes.Broadcast(TLanes.ReduceMin(first)));
            if (_rowOfColumn[column] < 0 && row[column] < double.PositiveInfinity)
            {
                _rowOfColumn[column] = i;
                _columnOfRow[i] = column;
                _taken[column] = double.PositiveInfinity;
            }
            else
            {
                _free[free++] = i;
            }
        }

        return free;
    }

    /// <summary>Gives row <paramref name="i"/> its cheapest column and lowers that column's price until the second best is as good.</summary>
    /// <returns>The row that has lost its column (row <paramref name="i"/> itself if it has no allowed column), or −1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Bid<TLanes, TVector>(int i, out bool lowered)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var row = Cost + ((long)i * _stride);
        var price = _price;
        var width = _width;
        var infinity = TLanes.Broadcast(double.PositiveInfinity);
        var first = infinity;
        var second = infinity;
        var place = TLanes.Broadcast(0);
        var current = TLanes.Sequence;
        var step = TLanes.Broadcast(TLanes.Width);
        for (var j = 0; j < width; j += TLanes.Width)
        {
            var reduced = TLanes.Subtract(TLanes.Load(row + j), TLanes.Load(price + j));
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

        // The lowest column among equals; then another lane has the same value, or this lane's second best does.
        var bound = TLanes.Broadcast(least);
        var column = PlaceOf<TLanes, TVector>(place, first, bound);
        var others = TLanes.SelectEqual(place, TLanes.Broadcast(column), infinity, first);
        var next = TLanes.ReduceMin(TLanes.Min(second, others));
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
        var price = _price;
        for (var j = 0; j < _width; j += TLanes.Width)
        {
            var reduced = TLanes.Subtract(TLanes.Load(row + j), TLanes.Load(price + j));
            var mask = TLanes.MaskLessOrEqual(TLanes.Max(reduced, TLanes.Load(_taken + j)), bound);
            if (mask != 0)
            {
                return j + BitOperations.TrailingZeroCount(mask);
            }
        }

        return otherwise;
    }
}
