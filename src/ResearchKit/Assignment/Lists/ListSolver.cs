using System.Numerics;
using System.Runtime.Intrinsics;

namespace ResearchKit.Assignment;

/// <summary>
/// Shortest augmenting paths over short lists: each row keeps its cheapest columns and a bound on all others, so that the matrix is read
/// little more than once.
/// </summary>
/// <remarks>
/// <para>Each column j asks a price p[j] ≥ its start, on top of its cost; the reduced cost of a pair is h = c + p. (p = −v in the usual
/// notation.) Every phase only raises prices, so reduced costs only grow: a bound on the entries off a list, once true, stays true.
/// A list is made again only when the search comes up to its bound. So the result is exact, without a pricing pass over the matrix.</para>
/// <para>Costs stay in the caller's precision and memory. Prices, distances and every comparison that decides anything are in double
/// precision. Scans in single precision only choose candidates; a margin for their rounding is taken off each bound.</para>
/// <para>Rows ≤ columns. Pointers, because rows are scanned by register loads at arbitrary offsets and bounds checks cost a third of it; each
/// loop states its range. Reference: R. Jonker and A. Volgenant, Computing 38 (1987), 325-340; A. Volgenant, Computers &amp; Operations
/// Research 23 (1996), 917-932, for the idea of solving on a core of the matrix.</para>
/// </remarks>
internal sealed unsafe partial class ListSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Entries are scanned in blocks of this many columns for every register width, so that lists do not depend on the width.</summary>
    private const int Block = 16;

    /// <summary>Six times the rounding of one price and one subtraction in single precision.</summary>
    private const double SingleMargin = 4e-7;

    /// <summary>Rounding among the smallest numbers of single precision, where it is not relative.</summary>
    private const double LeastSingle = 4 * (double)float.Epsilon;

    /// <summary>Magnitudes from which sums could overflow or squares lose their meaning as a check.</summary>
    private static double Huge => typeof(T) == typeof(float) ? 1e18 : 1e150;

    /// <summary>Paths after which the cost of the others is first estimated.</summary>
    private const int FirstEstimate = 8;

    /// <summary>Work per row, expected for the paths still to search, from which epsilon pricing is cheaper: its own price, as measured.</summary>
    private const int ScalingFrom = 30;

    /// <summary>What making a list costs beside relaxing one.</summary>
    private const int BuildWork = 8;

    private readonly AlignedBuffer<double> _numbers = new();
    private readonly AlignedBuffer<int> _integers = new();
    private readonly AlignedBuffer<T> _scratch = new();
    private readonly PathHeap _heap = new();

    private T* _cost;             // the caller's matrix, row-major
    private T _sign;              // −1 for a maximisation
    private int _rows;
    private int _columns;
    private int _padded;          // columns, rounded up to blocks
    private double* _price;       // p, of each column
    private T* _scanPrice;        // p rounded to T; the same memory when T is double
    private double* _bound;       // of each row: no column off its list has a smaller reduced cost
    private double* _pairCost;    // of each assigned row: the cost of its pair
    private double* _base;        // of each row in the current search: what to add to a reduced cost to get a distance
    private double* _distance;    // of each column in the current search
    private double* _reachedCost; // of each column: the cost of the pair it was reached by
    private int* _columnOfRow;
    private int* _rowOfColumn;
    private int* _free;
    private int* _reachedFrom;    // of each column: row
    private int* _seen;           // of each column: the search in which its distance was set
    private int* _settled;        // columns popped in the current search
    private int* _found;          // columns collected for the list in hand
    private int* _builtIn;        // of each row: the search in which its list was made
    private int* _segments;       // of each row: the segments with which its list was made
    private double _highestPrice; // largest |p|
    private int _search;          // number of the current search, from 1
    private long _rowSteps;
    private long _augmentations;
    private long _relaxations;
    private long _listBuilds;
    private bool _priced;         // some price is not zero

    /// <summary>Memory that the buffers hold.</summary>
    public long Bytes => _numbers.Bytes + _integers.Bytes + _scratch.Bytes + _transposed.Bytes + _arena.Bytes + _spare.Bytes;

    /// <summary>Work done by the last call.</summary>
    public AssignmentCounters Counters => new(_rowSteps, _augmentations, _relaxations, _listBuilds, false);

    /// <summary>The start that the last call used.</summary>
    public AssignmentStart Start { get; private set; }

    /// <summary>The row for which no column is left, after <see cref="ListOutcome.Infeasible"/>.</summary>
    public int StuckRow { get; private set; }

    /// <summary>The column of each row.</summary>
    public ReadOnlySpan<int> ColumnOfRow => new(_columnOfRow, _rows);

    /// <summary>The price that each column asks, −v.</summary>
    public ReadOnlySpan<double> Prices => new(_price, _columns);

    /// <summary>The cost of each row's pair, as a minimisation.</summary>
    public ReadOnlySpan<double> PairCosts => new(_pairCost, _rows);

    /// <summary>Solves a problem that stays in the caller's memory, which must not move until the call returns.</summary>
    public ListOutcome Solve(T* cost, int rows, int columns, Sense sense, AssignmentStart start, LaneWidth width, ReadOnlySpan<double> columnDuals = default)
    {
        Prepare(cost, rows, columns, sense);
        if (start == AssignmentStart.Given)
        {
            StartFrom(columnDuals, sense);
        }

        if (typeof(T) == typeof(float))
        {
            return LaneChoice.Resolve(width) switch
            {
                LaneWidth.Bits512 => Run<Lanes512<T>, Vector512<T>>(sense, start),
                LaneWidth.Bits256 => Run<Lanes256<T>, Vector256<T>>(sense, start),
                LaneWidth.Bits128 => Run<Lanes128<T>, Vector128<T>>(sense, start),
                _ => Run<LanesScalar<T>, T>(sense, start),
            };
        }

        return LaneChoice.Resolve(width) switch
        {
            LaneWidth.Bits512 => Run<Lanes512<T>, Vector512<T>>(sense, start),
            LaneWidth.Bits256 => Run<Lanes256<T>, Vector256<T>>(sense, start),
            LaneWidth.Bits128 => Run<Lanes128<T>, Vector128<T>>(sense, start),
            _ => Run<LanesScalar<T>, T>(sense, start),
        };
    }

    private void Prepare(T* cost, int rows, int columns, Sense sense)
    {
        _cost = cost;
        _sign = sense == Sense.Minimize ? T.One : -T.One;
        _rows = rows;
        _columns = columns;
        _padded = (columns + Block - 1) / Block * Block;
        var numbers = _numbers.Ensure((3L * rows) + (3L * _padded));
        _price = numbers;
        _distance = numbers + _padded;
        _reachedCost = numbers + (2L * _padded);
        _bound = numbers + (3L * _padded);
        _pairCost = _bound + rows;
        _base = _pairCost + rows;
        var integers = _integers.Ensure((7L * rows) + (5L * _padded));
        _rowOfColumn = integers;
        _reachedFrom = integers + _padded;
        _seen = integers + (2L * _padded);
        _settled = integers + (3L * _padded);
        _found = integers + (4L * _padded);
        _columnOfRow = integers + (5L * _padded);
        _free = _columnOfRow + rows;
        _builtIn = _free + rows;
        _segments = _builtIn + rows;
        _listStart = _segments + rows;
        _listLength = _listStart + rows;
        _listCapacity = _listLength + rows;
        var scratch = _scratch.Ensure((3L * _padded) + Block);
        _reduced = scratch;
        _minima = scratch + _padded;
        _scanPrice = typeof(T) == typeof(double) ? (T*)_price : scratch + (2L * _padded);
        _tail = scratch + (3L * _padded);

        new Span<double>(_price, _padded).Clear();
        new Span<T>(_scanPrice, _padded).Clear();
        new Span<int>(_rowOfColumn, _padded).Fill(-1);
        new Span<int>(_seen, _padded).Clear();
        new Span<int>(_columnOfRow, rows).Fill(-1);
        new Span<int>(_builtIn, rows).Clear();
        new Span<int>(_listLength, rows).Fill(NoList);
        new Span<int>(_listCapacity, rows).Clear();
        _highestPrice = 0;
        _priced = false;
        _search = 0;
        StuckRow = -1;
        (_rowSteps, _augmentations, _relaxations, _listBuilds) = (0, 0, 0, 0);
        PrepareArena();
    }

    private ListOutcome Run<TLanes, TVector>(Sense sense, AssignmentStart start)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        start = start == AssignmentStart.Auto ? ChooseStart<TLanes, TVector>() : start;
        start = _rows == _columns ? start : AssignmentStart.RowFirst;
        Start = start;
        if (start == AssignmentStart.ColumnMinimum && !StartFromColumnMinima<TLanes, TVector>(sense))
        {
            return ListOutcome.Abandoned;
        }

        if (!VisitRows<TLanes, TVector>(sense, out var free))
        {
            return ListOutcome.Abandoned;
        }

        free = ReduceRows<TLanes, TVector>(free);
        var mayScale = _rows == _columns;
        var crowding = 0.0;
        for (var k = 0; k < free && !_overflow; k++)
        {
            var before = PathWork;
            if (!Augment<TLanes, TVector>(_free[k]) && !_overflow)
            {
                StuckRow = _free[k];
                return ListOutcome.Infeasible;
            }

            // A path takes about crowding · rows / (free columns) of work, so those still to come take crowding · rows · log(free columns) together.
            crowding += (double)(PathWork - before) * (free - k) / _rows;
            if (mayScale && k >= FirstEstimate && crowding / k * Math.Log(free - k) > ScalingFrom)
            {
                free = ReduceRows<TLanes, TVector>(Scale<TLanes, TVector>());
                (mayScale, k) = (false, -1);
            }
        }

        return _overflow ? ListOutcome.Abandoned : ListOutcome.Solved;
    }

    private long PathWork => _relaxations + (BuildWork * _listBuilds);

    /// <summary>Raises a price.</summary>
    private void SetPrice(int column, double price)
    {
        _price[column] = price;
        _scanPrice[column] = T.CreateTruncating(price);
        _priced = true;
        _highestPrice = Math.Max(_highestPrice, Math.Abs(price));
        _overflow |= _highestPrice > Huge;
    }

    /// <summary>A lower bound on a reduced cost that a scan gave as <paramref name="scanned"/>.</summary>
    private double Below(T scanned)
    {
        var value = double.CreateTruncating(scanned);
        return typeof(T) == typeof(double) || !double.IsFinite(value) ? value : value - (SingleMargin * (Math.Abs(value) + _highestPrice)) - LeastSingle;
    }
}
