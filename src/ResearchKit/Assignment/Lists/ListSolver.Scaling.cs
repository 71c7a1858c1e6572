using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>Epsilon pricing, for square problems in which many rows quarrel over the same columns, as between points in the plane.</content>
internal sealed unsafe partial class ListSolver<T>
{
    /// <summary>Phases: the last epsilon is then about a thousandth of a list's spread, where few conflicts remain for the paths.</summary>
    private const int Phases = 5;

    /// <summary>From each epsilon to the next; smaller ones take more bids per phase, larger ones more phases.</summary>
    private const double PhaseFactor = 0.2;

    /// <summary>Bids per row and phase, against price wars that rounding could keep up.</summary>
    private const int BidsPerRow = 100;

    /// <summary>Raises prices by an auction whose bids exceed what is needed by epsilon, which shrinks from phase to phase, and undoes the pairs that are not exactly best.</summary>
    /// <remarks>
    /// Prices only rise, so lists stay valid throughout; any prices are a valid start for what follows, so the result stays exact. After it, paths are
    /// short. Reference: D. P. Bertsekas, "The auction algorithm: a distributed relaxation method for the assignment problem", Annals of Operations
    /// Research 14 (1988); S. Guthe and D. Thuerck, ACM TOMS 47 (2021), for following epsilon pricing by shortest paths.
    /// </remarks>
    /// <returns>How many rows are in the free list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Scale<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var epsilon = MeanSpread();
        for (var phase = 0; phase < Phases && epsilon > 0; phase++, epsilon *= PhaseFactor)
        {
            var free = Release<TLanes, TVector>(epsilon);
            var limit = (long)BidsPerRow * _rows;
            for (; free > 0 && limit > 0 && !_overflow; limit--)
            {
                var displaced = Overbid<TLanes, TVector>(_free[--free], epsilon);
                if (displaced >= 0)
                {
                    _free[free++] = displaced;
                }
            }
        }

        return Release<TLanes, TVector>(0);
    }

    /// <summary>Gives a row its cheapest column at a price that makes it worse than the second best by epsilon.</summary>
    /// <returns>The row that has lost its column, or −1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Overbid<TLanes, TVector>(int row, double epsilon)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        _rowSteps++;
        if (!FindBest<TLanes, TVector>(row, out var best, out var first, out var second) || !double.IsFinite(first))
        {
            return -1;
        }

        var rise = double.IsFinite(second) ? second - first : 0;
        SetPrice(best.Column, _price[best.Column] + (rise + epsilon));
        var owner = _rowOfColumn[best.Column];
        Assign(row, best.Column, double.CreateTruncating(best.Cost));
        return owner;
    }

    /// <summary>Undoes the pairs that cost their row more than epsilon above its best.</summary>
    /// <returns>How many rows are in the free list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Release<TLanes, TVector>(double epsilon)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var free = 0;
        for (var i = 0; i < _rows && !_overflow; i++)
        {
            var column = _columnOfRow[i];
            if (column >= 0)
            {
                FindBest<TLanes, TVector>(i, out _, out var first, out _);
                if (_pairCost[i] + _price[column] <= first + epsilon)
                {
                    continue;
                }

                _columnOfRow[i] = -1;
                _rowOfColumn[column] = -1;
            }

            _free[free++] = i;
        }

        return free;
    }

    /// <summary>The mean distance from the first entry of a list to its bound, over the rows that have one.</summary>
    private double MeanSpread()
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < _rows; i++)
        {
            if (_listLength[i] > 0 && double.IsFinite(_bound[i]))
            {
                sum += _bound[i] - _entries[_listStart[i]].Key;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
