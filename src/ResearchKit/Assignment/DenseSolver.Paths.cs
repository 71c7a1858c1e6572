using System.Numerics;
using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>Shortest augmenting paths for the rows that the reduction leaves over.</content>
internal sealed unsafe partial class DenseSolver
{
    /// <summary>Finds the shortest path from a free row to a free column, changes prices and assigns along it.</summary>
    /// <returns>False if no free column can be reached.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Augment<TLanes, TVector>(int start)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        new Span<double>(_distance, _width).Fill(double.PositiveInfinity);
        var scanned = 0;
        var row = start;
        var column = -1;
        var offset = 0.0;
        double least;
        while (true)
        {
            var ended = Relax<TLanes, TVector>(row, offset, ref column, out least);
            if (ended || column < 0)
            {
                break;
            }

            _scanned[scanned] = column;
            _scannedDistance[scanned++] = least;
            row = _rowOfColumn[column];
            offset = least - (Cost[((long)row * _stride) + column] - _price[column]);
        }

        _augmentations++;
        _relaxations += scanned + 1;
        if (column < 0)
        {
            return false;
        }

        for (var k = 0; k < scanned; k++)
        {
            var passed = _scanned[k];
            _price[passed] += Math.Min(0, _scannedDistance[k] - least);
        }

        var end = FreeColumnWithin<TLanes, TVector>(least);
        _taken[end] = double.PositiveInfinity;
        for (row = -1; row != start;)
        {
            row = double.ConvertToIntegerNative<int>(_previous[end]);
            _rowOfColumn[end] = row;
            (end, _columnOfRow[row]) = (_columnOfRow[row], end);
        }

        return true;
    }

    /// <summary>Closes the column scanned last, lowers the distances of the open ones over one row, and finds the nearest.</summary>
    /// <remarks>
    /// A closed column has distance −∞, which no path improves. Closing happens here, lane by lane, and prices wait for the end of the search: a single number stored just before the register around it
    /// is loaded would stall the processor at every step.
    /// </remarks>
    /// <param name="row">The row.</param>
    /// <param name="offset">What to add to reduced costs of this row to get distances.</param>
    /// <param name="column">The column to close, or −1; afterwards the nearest open one, or −1 if none can be reached.</param>
    /// <param name="least">The distance of that.</param>
    /// <returns>Whether a free column is as near.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Relax<TLanes, TVector>(int row, double offset, ref int column, out double least)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var cost = Cost + ((long)row * _stride);
        var width = _width;
        var price = _price;
        var distance = _distance;
        var previous = _previous;
        var taken = _taken;
        var below = TLanes.Broadcast(double.NegativeInfinity);
        var infinity = TLanes.Broadcast(double.PositiveInfinity);
        var shift = TLanes.Broadcast(offset);
        var from = TLanes.Broadcast(row);
        var last = TLanes.Broadcast(column);
        var first = infinity;
        var firstFree = infinity;
        var place = TLanes.Broadcast(0);
        var current = TLanes.Sequence;
        var step = TLanes.Broadcast(TLanes.Width);
        for (var j = 0; j < width; j += TLanes.Width)
        {
            var known = TLanes.SelectEqual(current, last, below, TLanes.Load(distance + j));
            var through = TLanes.Add(TLanes.Subtract(TLanes.Load(cost + j), TLanes.Load(price + j)), shift);
            TLanes.Store(TLanes.SelectLess(through, known, from, TLanes.Load(previous + j)), previous + j);
            known = TLanes.Min(through, known);
            TLanes.Store(known, distance + j);
            firstFree = TLanes.Min(firstFree, TLanes.Max(known, TLanes.Load(taken + j)));
            known = TLanes.SelectEqual(known, below, infinity, known);
            place = TLanes.SelectLess(known, first, current, place);
            first = TLanes.Min(first, known);
            current = TLanes.Add(current, step);
        }

        least = TLanes.ReduceMin(first);
        if (double.IsPositiveInfinity(least))
        {
            column = -1;
            return false;
        }

        var bound = TLanes.Broadcast(least);
        column = PlaceOf<TLanes, TVector>(place, first, bound);
        return TLanes.MaskLessOrEqual(firstFree, bound) != 0;
    }

    /// <summary>The lowest place among the lanes whose value is not above the bound; usually there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PlaceOf<TLanes, TVector>(TVector place, TVector values, TVector bound)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var lanes = TLanes.MaskLessOrEqual(values, bound);
        if (BitOperations.IsPow2(lanes))
        {
            TLanes.Store(place, _lane);
            return double.ConvertToIntegerNative<int>(_lane[BitOperations.TrailingZeroCount(lanes)]);
        }

        var infinity = TLanes.Broadcast(double.PositiveInfinity);
        return double.ConvertToIntegerNative<int>(TLanes.ReduceMin(TLanes.SelectEqual(values, bound, place, infinity)));
    }

    private int FreeColumnWithin<TLanes, TVector>(double distance)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        var bound = TLanes.Broadcast(distance);
        for (var j = 0; ; j += TLanes.Width)
        {
            var mask = TLanes.MaskLessOrEqual(TLanes.Max(TLanes.Load(_distance + j), TLanes.Load(_taken + j)), bound);
            if (mask != 0)
            {
                return j + BitOperations.TrailingZeroCount(mask);
            }
        }
    }
}
