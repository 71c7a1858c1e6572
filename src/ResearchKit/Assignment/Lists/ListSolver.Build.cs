using System.Numerics;
using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>Making lists.</content>
internal sealed unsafe partial class ListSolver<T>
{
    private const int NoList = -1;

    private static T LargestFinite => typeof(T) == typeof(float) ? T.CreateTruncating(float.MaxValue) : T.CreateTruncating(double.MaxValue);

    /// <summary>Places that a list gets at least: two thirds of the first lists fit into them.</summary>
    private const int LeastCapacity = 32;

    /// <summary>Longest list that is sorted by insertion.</summary>
    private const int InsertionUpTo = 40;

    /// <summary>Entries per row, on average, from which lists are no longer short.</summary>
    private const int LongList = 256;

    private AlignedBuffer<ListEntry<T>> _arena = new();
    private AlignedBuffer<ListEntry<T>> _spare = new();
    private ListEntry<T>* _entries;
    private long _used;
    private bool _overflow;
    private T* _reduced; // the reduced costs of the row in hand
    private T* _minima;  // the smallest of each group of columns
    private int* _listStart;
    private int* _listLength;
    private int* _listCapacity;

    private void PrepareArena()
    {
        _entries = _arena.Ensure((long)_rows * LeastCapacity);
        _used = 0;
        _overflow = false;
    }

    /// <summary>Makes the list of a row: all columns whose reduced cost is at most the largest of 8·<paramref name="segments"/> group minima.</summary>
    /// <remarks>
    /// Groups are interleaved, so the list holds at least as many columns as there are groups G, and G·(1 + 1/2 + ... + 1/G) are
    /// expected when columns are in random order: 22 for one segment. With too many groups for that to save anything it holds all allowed columns. One pass computes and keeps the reduced costs (in the first-level cache) with the
    /// minima; a second pass collects.
    /// </remarks>
    /// <returns>The sum of squared costs, as a check of the entries.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Build<TLanes, TVector>(int row, int segments)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        _listBuilds++;
        _segments[row] = segments;
        var all = segments > _padded / Block / 4;
        segments = all ? 0 : segments;
        var cost = _cost + ((long)row * _columns);
        var squares = Reduce<TLanes, TVector>(cost, segments);
        var threshold = all ? LargestFinite : T.NegativeInfinity;
        for (var g = 0; g < segments * Block; g += Block)
        {
            for (var lane = 0; lane < Block / 2; lane++)
            {
                var least = T.MinNative(_minima[g + lane], _minima[g + lane + (Block / 2)]);
                threshold = T.MaxNative(threshold, least);
            }
        }

        // With fewer allowed columns than groups, the list takes all of them.
        threshold = T.IsFinite(threshold) ? threshold : LargestFinite;
        var count = Collect<TLanes, TVector>(threshold, out var next);
        Reserve(row, count);
        if (_overflow)
        {
            return squares;
        }

        Fill(_entries + _listStart[row], cost, count);
        _bound[row] = Below(next);
        return squares;
    }

    /// <summary>Writes the collected columns in rising order of reduced cost, in which a reader may stop early.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(ListEntry<T>* list, T* cost, int count)
    {
        var inserted = count <= InsertionUpTo;
        for (var k = 0; k < count; k++)
        {
            var column = _found[k];
            var signed = _sign * cost[column];
            var key = double.CreateTruncating(signed) + _price[column];
            var place = k;
            for (; inserted && place > 0 && list[place - 1].Key > key; place--)
            {
                list[place] = list[place - 1];
            }

            list[place] = new ListEntry<T>(key, column, signed);
        }

        if (!inserted)
        {
            new Span<ListEntry<T>>(list, count).Sort(static (a, b) => a.Key.CompareTo(b.Key));
        }
    }

    /// <summary>Fills the reduced costs of a row, padded with +∞, and the minima of its groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Reduce<TLanes, TVector>(T* cost, int segments)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var price = _scanPrice;
        var reduced = _reduced;
        var sign = TLanes.Broadcast(_sign);
        var sum = TLanes.Broadcast(T.Zero);
        var whole = _columns - (_columns % TLanes.Width);
        for (var j = 0; j < whole; j += TLanes.Width)
        {
            var c = TLanes.Load(cost + j);
            sum = TLanes.MultiplyAdd(c, c, sum);
            TLanes.Store(TLanes.MultiplyAdd(sign, c, TLanes.Load(price + j)), reduced + j);
        }

        var squares = TLanes.ReduceAdd(sum);
        for (var j = whole; j < _columns; j++)
        {
            squares += cost[j] * cost[j];
            reduced[j] = (_sign * cost[j]) + price[j];
        }

        new Span<T>(reduced + _columns, _padded - _columns).Fill(T.PositiveInfinity);
        var blocks = _padded / Block;
        for (var s = 0; s < segments; s++)
        {
            var start = (int)((long)blocks * s / segments) * Block;
            var end = (int)((long)blocks * (s + 1) / segments) * Block;
            for (var lane = 0; lane < Block; lane += TLanes.Width)
            {
                var least = TLanes.Broadcast(T.PositiveInfinity);
                for (var j = start + lane; j < end; j += Block)
                {
                    least = TLanes.Min(least, TLanes.Load(reduced + j));
                }

                TLanes.Store(least, _minima + (s * Block) + lane);
            }
        }

        return squares;
    }

    /// <summary>Finds the columns whose reduced cost is at most a threshold, and the smallest reduced cost above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Collect<TLanes, TVector>(T threshold, out T next)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var reduced = _reduced;
        var found = _found;
        var count = 0;
        var limit = TLanes.Broadcast(threshold);
        var infinity = TLanes.Broadcast(T.PositiveInfinity);
        var above = infinity;
        for (var j = 0; j < _padded; j += TLanes.Width)
        {
            var value = TLanes.Load(reduced + j);
            above = TLanes.Min(above, TLanes.SelectLess(limit, value, value, infinity));
            for (var mask = TLanes.MaskLessOrEqual(value, limit); mask != 0; mask &= mask - 1)
            {
                found[count++] = j + BitOperations.TrailingZeroCount(mask);
            }
        }

        next = TLanes.ReduceMin(above);
        return count;
    }

    /// <summary>Gives a row places for a list; gives up when lists have become too long to pay.</summary>
    private void Reserve(int row, int count)
    {
        _listLength[row] = count;
        if (count <= _listCapacity[row])
        {
            return;
        }

        var capacity = Math.Max(LeastCapacity, count + (count / 2));
        if (_used + capacity > _arena.Capacity)
        {
            var wanted = Math.Max(2 * _arena.Capacity, _used + capacity);
            if (wanted > (long)_rows * LongList || wanted > int.MaxValue)
            {
                _overflow = true;
                _listLength[row] = 0;
                return;
            }

            var entries = _spare.Ensure(wanted);
            new Span<ListEntry<T>>(_entries, (int)_used).CopyTo(new Span<ListEntry<T>>(entries, (int)_used));
            (_arena, _spare) = (_spare, _arena);
            _entries = entries;
        }

        _listStart[row] = (int)_used;
        _listCapacity[row] = capacity;
        _used += capacity;
    }
}
