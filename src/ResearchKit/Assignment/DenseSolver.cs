namespace ResearchKit.Assignment;

/// <summary>
/// Jonker and Volgenant's solver over whole rows, vectorised, on a padded copy of the costs in double precision.
/// </summary>
/// <remarks>
/// The copy makes one code path of float and double, minimum and maximum, and both orientations: it always holds rows ≤ columns and a
/// minimisation, each row padded with +∞ to whole registers. Row duals are implied by the column prices, u[i] = C[i, x(i)] − v[x(i)].
/// Buffers are kept between calls. Time O(rows² · columns) at worst; far less on most inputs.
/// Reference: R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38 (1987).
/// </remarks>
internal sealed unsafe partial class DenseSolver
{
    /// <summary>Doubles in the widest register: rows are padded to a multiple of this for every width, so that results do not depend on it.</summary>
    private const int RowPadding = 8;

    private readonly AlignedBuffer<double> _cost = new();
    private readonly AlignedBuffer<double> _numbers = new();
    private readonly AlignedBuffer<int> _integers = new();

    private double* _price;      // v
    private double* _taken;      // −∞ for a free column, +∞ for an assigned one
    private double* _distance;   // −∞ once a column is scanned
    private double* _scannedDistance;
    private double* _previous;   // the row that a column was reached from
    private double* _lane;       // one register, to take a lane out of
    private int* _columnOfRow;
    private int* _rowOfColumn;
    private int* _free;
    private int* _scanned;
    private int _rows;
    private int _columns;
    private int _stride;
    private int _width; // columns, rounded up to whole registers

    private long _rowSteps;
    private long _augmentations;
    private long _relaxations;

    /// <summary>Memory that the buffers hold.</summary>
    public long Bytes => _cost.Bytes + _numbers.Bytes + _integers.Bytes;

    /// <summary>Work done by the last call.</summary>
    public AssignmentCounters Counters => new(_rowSteps, _augmentations, _relaxations, 0, false);

    /// <summary>The columns of the rows, after <see cref="Solve"/>.</summary>
    public ReadOnlySpan<int> ColumnOfRow => new(_columnOfRow, _rows);

    /// <summary>The column prices, after <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> Prices => new(_price, _columns);

    /// <summary>The padded copy of the costs: set by <see cref="Prepare"/>, to be filled by the caller.</summary>
    public double* Cost => _cost.Pointer;

    /// <summary>Distance between rows of the copy, in elements.</summary>
    public int Stride => _stride;

    /// <summary>Elements of each row that the caller fills: the columns, then +∞.</summary>
    public int Width => _width;

    /// <summary>An entry of the copy.</summary>
    public double CostAt(int row, int column) => Cost[((long)row * _stride) + column];

    /// <summary>Makes room for a problem; rows must not exceed columns. The caller then fills <see cref="Cost"/>, padding included.</summary>
    public void Prepare(int rows, int columns)
    {
        _rows = rows;
        _columns = columns;
        _width = (columns + RowPadding - 1) / RowPadding * RowPadding;

        // An odd number of cache lines: rows and arrays then do not meet in the same sets of the first-level cache.
        _stride = _width + (_width / RowPadding % 2 == 0 ? RowPadding : 0);
        _cost.Ensure((long)rows * _stride);
        var numbers = _numbers.Ensure((5L * _stride) + RowPadding);
        _price = numbers;
        _taken = numbers + _stride;
        _distance = numbers + (2L * _stride);
        _previous = numbers + (3L * _stride);
        _scannedDistance = numbers + (4L * _stride);
        _lane = numbers + (5L * _stride);
        var integers = _integers.Ensure((2L * rows) + (2L * _stride));
        _columnOfRow = integers;
        _free = integers + rows;
        _rowOfColumn = integers + (2L * rows);
        _scanned = _rowOfColumn + _stride;
    }

    /// <summary>Sets the prices that a start from given duals uses.</summary>
    public void SetPrices(ReadOnlySpan<double> duals, double factor)
    {
        new Span<double>(_price, _width).Clear();
        for (var j = 0; j < duals.Length; j++)
        {
            _price[j] = duals[j] * factor;
        }
    }

    /// <summary>Solves the prepared problem.</summary>
    /// <param name="start">Where the prices start; not <see cref="AssignmentStart.Auto"/>.</param>
    /// <param name="width">The registers to use.</param>
    /// <returns>−1, or the row for which no column is left.</returns>
    public int Solve(AssignmentStart start, LaneWidth width) => LaneChoice.Resolve(width) switch
    {
        LaneWidth.Bits512 => Run<Lanes512<double>, System.Runtime.Intrinsics.Vector512<double>>(start),
        LaneWidth.Bits256 => Run<Lanes256<double>, System.Runtime.Intrinsics.Vector256<double>>(start),
        LaneWidth.Bits128 => Run<Lanes128<double>, System.Runtime.Intrinsics.Vector128<double>>(start),
        _ => Run<LanesScalar<double>, double>(start),
    };

    private int Run<TLanes, TVector>(AssignmentStart start)
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        (_rowSteps, _augmentations, _relaxations) = (0, 0, 0);
        new Span<int>(_columnOfRow, _rows).Fill(-1);
        new Span<int>(_rowOfColumn, _width).Fill(-1);
        new Span<double>(_taken, _width).Fill(double.NegativeInfinity);
        if (start == AssignmentStart.ColumnMinimum && _rows == _columns)
        {
            StartFromColumnMinima<TLanes, TVector>();
        }
        else if (start != AssignmentStart.Given)
        {
            new Span<double>(_price, _width).Clear();
        }

        var free = ReduceRows<TLanes, TVector>();
        for (var k = 0; k < free; k++)
        {
            if (!Augment<TLanes, TVector>(_free[k]))
            {
                return _free[k];
            }
        }

        return -1;
    }

    private void StartFromColumnMinima<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector, double>
        where TVector : struct
    {
        new Span<double>(_price, _width).Fill(double.PositiveInfinity);
        for (var i = 0; i < _rows; i++)
        {
            var row = Cost + ((long)i * _stride);
            for (var j = 0; j < _width; j += TLanes.Width)
            {
                TLanes.Store(TLanes.Min(TLanes.Load(_price + j), TLanes.Load(row + j)), _price + j);
            }
        }

        // Padding columns, and columns without an allowed entry (the search will report those), keep a finite price.
        for (var j = 0; j < _width; j++)
        {
            _price[j] = double.IsFinite(_price[j]) ? _price[j] : 0;
        }
    }
}
