using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>The passes over whole rows that do not make lists: the two smallest of a row, the smallest of each column.</content>
internal sealed unsafe partial class ListSolver<T>
{
    private T* _tail; // one block for the columns beyond the last whole register

    /// <summary>The two smallest reduced costs of a row, in the precision of the scan.</summary>
    private readonly record struct BestTwo(T First, int Column, T Second);

    /// <summary>Finds the two smallest reduced costs of a row; the lowest column among equals.</summary>
    /// <param name="row">The row.</param>
    /// <param name="squares">The sum of squared costs: not finite if there is an infinity, a NaN or a huge number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private BestTwo ScanRow<TLanes, TVector>(int row, out T squares)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var cost = _cost + ((long)row * _columns);
        var price = _scanPrice;
        var sign = TLanes.Broadcast(_sign);
        var infinity = TLanes.Broadcast(T.PositiveInfinity);
        var first = infinity;
        var second = infinity;
        var sum = TLanes.Broadcast(T.Zero);
        var place = sum;
        var current = TLanes.Sequence;
        var step = TLanes.Broadcast(T.CreateTruncating(TLanes.Width));
        var whole = _columns - (_columns % TLanes.Width);
        for (var j = 0; j < whole; j += TLanes.Width)
        {
            var c = TLanes.Load(cost + j);
            sum = TLanes.MultiplyAdd(c, c, sum);
            var reduced = TLanes.MultiplyAdd(sign, c, TLanes.Load(price + j));
            second = TLanes.Min(second, TLanes.Max(first, reduced));
            place = TLanes.SelectLess(reduced, first, current, place);
            first = TLanes.Min(first, reduced);
            current = TLanes.Add(current, step);
        }

        squares = TLanes.ReduceAdd(sum);
        if (whole < _columns)
        {
            for (var k = 0; k < TLanes.Width; k++)
            {
                _tail[k] = T.PositiveInfinity;
            }

            for (var j = whole; j < _columns; j++)
            {
                squares += cost[j] * cost[j];
                _tail[j - whole] = (_sign * cost[j]) + price[j];
            }

            var reduced = TLanes.Load(_tail);
            second = TLanes.Min(second, TLanes.Max(first, reduced));
            place = TLanes.SelectLess(reduced, first, current, place);
            first = TLanes.Min(first, reduced);
        }

        var least = TLanes.ReduceMin(first);
        var best = TLanes.ReduceMin(TLanes.SelectEqual(first, TLanes.Broadcast(least), place, infinity));
        var others = TLanes.SelectEqual(place, TLanes.Broadcast(best), infinity, first);
        return new BestTwo(least, int.CreateTruncating(best), TLanes.ReduceMin(TLanes.Min(second, others)));
    }

    /// <summary>Sets each price to minus the smallest cost of its column, for square matrices.</summary>
    /// <returns>False if a column has no allowed entry or a number is huge.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool StartFromColumnMinima<TLanes, TVector>(Sense sense)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var least = _reduced;
        new Span<T>(least, _padded).Fill(T.PositiveInfinity);
        var sign = TLanes.Broadcast(_sign);
        var zero = TLanes.Broadcast(T.Zero);
        var whole = _columns - (_columns % TLanes.Width);
        for (var i = 0; i < _rows; i++)
        {
            var cost = _cost + ((long)i * _columns);
            var sum = zero;
            for (var j = 0; j < whole; j += TLanes.Width)
            {
                var c = TLanes.Load(cost + j);
                sum = TLanes.MultiplyAdd(c, c, sum);
                TLanes.Store(TLanes.Min(TLanes.Load(least + j), TLanes.MultiplyAdd(sign, c, zero)), least + j);
            }

            var squares = TLanes.ReduceAdd(sum);
            for (var j = whole; j < _columns; j++)
            {
                squares += cost[j] * cost[j];
                least[j] = T.Min(least[j], _sign * cost[j]);
            }

            if (!IsSafe(squares, i, sense))
            {
                return false;
            }
        }

        for (var j = 0; j < _columns; j++)
        {
            if (!T.IsFinite(least[j]))
            {
                return false;
            }

            SetPrice(j, -double.CreateTruncating(least[j]));
        }

        return true;
    }

    /// <summary>Judges a row by its sum of squares: throws for NaN and the wrong infinity.</summary>
    /// <returns>False if a number is huge.</returns>
    private bool IsSafe(T squares, int row, Sense sense) =>
        T.IsFinite(squares)
        || CostGuard.InspectRow(new ReadOnlySpan<T>(_cost + ((long)row * _columns), _columns), row, sense) < Huge;
}
