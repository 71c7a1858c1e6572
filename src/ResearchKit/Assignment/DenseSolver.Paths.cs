using System.Numerics;

namespace ResearchKit.Assignment;

/// <content>Shortest augmenting paths for the rows that the reduction leaves over.</content>
internal sealed unsafe partial class DenseSolver
{
    /// <summary>Finds the shortest path from a free row to a free column, changes prices and assigns along it.</summary>
    /// <returns>False if no free column can be reached.</returns>
    private bool Augment<TLanes, TVector>(int start)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        new Span<double>(_distance, _stride).Fill(double.PositiveInfinity);
        var scanned = 0;
        var row = start;
        var offset = 0.0;
        var relaxations = 0L;
        double least;
        int end;
        while (true)
        {
            relaxations++;
            var leastFree = Relax<TLanes, TVector>(row, offset, out least, out var column);
            if (double.IsPositiveInfinity(least))
            {
                end = -1;
                break;
            }

            if (leastFree <= least)
            {
                end = FreeColumnWithin<TLanes, TVector>(least);
                break;
            }

            // A scanned column is masked by distance +∞ and price −∞: no later minimum or relaxation sees it.
            _scanned[scanned] = column;
            _scannedDistance[scanned] = least;
            _scannedPrice[scanned++] = _price[column];
            row = _rowOfColumn[column];
            offset = least - (Cost[((long)row * _stride) + column] - _price[column]);
            _distance[column] = double.PositiveInfinity;
            _price[column] = double.NegativeInfinity;
        }

        for (var k = 0; k < scanned; k++)
        {
            var rise = end < 0 ? 0 : Math.Min(0, _scannedDistance[k] - least);
            _price[_scanned[k]] = _scannedPrice[k] + rise;
        }

        Counters = Counters with { Augmentations = Counters.Augmentations + 1, Relaxations = Counters.Relaxations + relaxations };
        if (end < 0)
        {
            return false;
        }

        _taken[end] = double.PositiveInfinity;
        for (row = -1; row != start;)
        {
            row = (int)_previous[end];
            _rowOfColumn[end] = row;
            (end, _columnOfRow[row]) = (_columnOfRow[row], end);
        }

        return true;
    }

    /// <summary>Lowers the distances over one row, and finds the nearest column and the distance of the nearest free one.</summary>
    private double Relax<TLanes, TVector>(int row, double offset, out double least, out int column)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var cost = Cost + ((long)row * _stride);
        var infinity = TLanes.Broadcast(double.PositiveInfinity);
        var shift = TLanes.Broadcast(offset);
        var from = TLanes.Broadcast(row);
        var first = infinity;
        var firstFree = infinity;
        var place = TLanes.Broadcast(0);
        var current = TLanes.Sequence;
        var step = TLanes.Broadcast(TLanes.Width);
        for (var j = 0; j < _stride; j += TLanes.Width)
        {
            var through = TLanes.Add(TLanes.Subtract(TLanes.Load(cost + j), TLanes.Load(_price + j)), shift);
            var known = TLanes.Load(_distance + j);
            TLanes.Store(TLanes.SelectLess(through, known, from, TLanes.Load(_previous + j)), _previous + j);
            known = TLanes.Min(through, known);
            TLanes.Store(known, _distance + j);
            firstFree = TLanes.Min(firstFree, TLanes.Add(known, TLanes.Load(_taken + j)));
            place = TLanes.SelectLess(known, first, current, place);
            first = TLanes.Min(first, known);
            current = TLanes.Add(current, step);
        }

        least = TLanes.ReduceMin(first);
        column = (int)TLanes.ReduceMin(TLanes.SelectEqual(first, TLanes.Broadcast(least), place, infinity));
        return TLanes.ReduceMin(firstFree);
    }

    private int FreeColumnWithin<TLanes, TVector>(double distance)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var bound = TLanes.Broadcast(distance);
        for (var j = 0; ; j += TLanes.Width)
        {
            var mask = TLanes.MaskLessOrEqual(TLanes.Add(TLanes.Load(_distance + j), TLanes.Load(_taken + j)), bound);
            if (mask != 0)
            {
                return j + BitOperations.TrailingZeroCount(mask);
            }
        }
    }
}
