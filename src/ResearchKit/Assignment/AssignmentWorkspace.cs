using System.Numerics;

namespace ResearchKit.Assignment;

/// <summary>Reusable working memory for many assignment problems: no call allocates once the buffers have grown to the largest size seen.</summary>
/// <remarks>
/// For callers that solve thousands of small problems, such as graph edit distance. The results equal those of
/// <see cref="LinearAssignment"/>. Not thread safe: use one workspace per thread. After a call, <see cref="RowDuals"/> and
/// <see cref="ColumnDuals"/> hold the duals until the next call. Ties are resolved the same way on every machine and in every run.
/// </remarks>
public sealed partial class AssignmentWorkspace
{
    /// <summary>Rows and columns from which lists pay for themselves, as measured over all families.</summary>
    private const int ListsFrom = 300;

    private static readonly AssignmentOptions Least = new();
    private static readonly AssignmentOptions Most = new() { Sense = Sense.Maximize };
    private static readonly AssignmentOptions LeastFrom = new() { Start = AssignmentStart.Given };
    private static readonly AssignmentOptions MostFrom = new() { Sense = Sense.Maximize, Start = AssignmentStart.Given };

    private readonly DenseSolver _dense = new();
    private double[] _rowDuals = [];
    private double[] _columnDuals = [];
    private double _violation;
    private int _rows;
    private int _columns;

    /// <summary>The dual prices of the rows in the last problem.</summary>
    public ReadOnlySpan<double> RowDuals => _rowDuals.AsSpan(0, _rows);

    /// <summary>The dual prices of the columns in the last problem.</summary>
    public ReadOnlySpan<double> ColumnDuals => _columnDuals.AsSpan(0, _columns);

    /// <summary>How much work the last call did.</summary>
    public AssignmentCounters Counters { get; private set; }

    /// <summary>The factor between costs and the solver's own costs in the last problem; 1 but for huge costs.</summary>
    internal double Scale { get; private set; }

    /// <summary>Memory that the solvers' buffers hold.</summary>
    internal long Bytes => _dense.Bytes + _singleLists.Bytes + _doubleLists.Bytes;

    /// <summary>Solves a square problem.</summary>
    /// <param name="cost">C, row-major, shape [n, n].</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="columnOfRow">Receives the column of each row; n places.</param>
    /// <param name="sense">Minimise or maximise.</param>
    /// <returns>The sum of the chosen entries.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or an entry is NaN or the wrong infinity.</exception>
    /// <exception cref="InfeasibleAssignmentException">The forbidden entries leave no complete assignment.</exception>
    public double Solve(ReadOnlySpan<float> cost, int n, Span<int> columnOfRow, Sense sense = Sense.Minimize) =>
        Solve(cost, n, n, columnOfRow, sense);

    /// <inheritdoc cref="Solve(ReadOnlySpan{float}, int, Span{int}, Sense)"/>
    public double Solve(ReadOnlySpan<double> cost, int n, Span<int> columnOfRow, Sense sense = Sense.Minimize) =>
        Solve(cost, n, n, columnOfRow, sense);

    /// <summary>Solves a square problem from the column duals of a similar one, for example a copy of <see cref="ColumnDuals"/> after the last call.</summary>
    /// <remarks>The value is the optimum whatever the duals; the nearer they are to those of this problem, the less is left to do.</remarks>
    /// <param name="cost">C, row-major, shape [n, n].</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="columnOfRow">Receives the column of each row; n places.</param>
    /// <param name="sense">Minimise or maximise; the same as that of the problem that the duals come from.</param>
    /// <param name="columnDuals">n finite numbers.</param>
    /// <returns>The sum of the chosen entries.</returns>
    /// <exception cref="ArgumentException">A length does not fit, an entry is NaN or the wrong infinity, or a dual is not finite.</exception>
    /// <exception cref="InfeasibleAssignmentException">The forbidden entries leave no complete assignment.</exception>
    public double Solve(ReadOnlySpan<float> cost, int n, Span<int> columnOfRow, Sense sense, ReadOnlySpan<double> columnDuals)
    {
        SolveCore(cost, n, n, columnOfRow, sense == Sense.Minimize ? LeastFrom : MostFrom, columnDuals);
        return ObjectiveOf(cost, n, columnOfRow);
    }

    /// <inheritdoc cref="Solve(ReadOnlySpan{float}, int, Span{int}, Sense, ReadOnlySpan{double})"/>
    public double Solve(ReadOnlySpan<double> cost, int n, Span<int> columnOfRow, Sense sense, ReadOnlySpan<double> columnDuals)
    {
        SolveCore(cost, n, n, columnOfRow, sense == Sense.Minimize ? LeastFrom : MostFrom, columnDuals);
        return ObjectiveOf(cost, n, columnOfRow);
    }

    /// <summary>Solves a rectangular problem: every row gets a column, or every column a row, whichever are fewer.</summary>
    /// <param name="cost">C, row-major, shape [rows, columns].</param>
    /// <param name="rows">Rows, possibly 0.</param>
    /// <param name="columns">Columns, possibly 0.</param>
    /// <param name="columnOfRow">Receives the column of each row, −1 for none; one place for each row.</param>
    /// <param name="sense">Minimise or maximise.</param>
    /// <returns>The sum of the chosen entries.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or an entry is NaN or the wrong infinity.</exception>
    /// <exception cref="InfeasibleAssignmentException">The forbidden entries leave no complete assignment.</exception>
    public double Solve(ReadOnlySpan<float> cost, int rows, int columns, Span<int> columnOfRow, Sense sense = Sense.Minimize)
    {
        SolveCore(cost, rows, columns, columnOfRow, sense == Sense.Minimize ? Least : Most);
        return ObjectiveOf(cost, columns, columnOfRow);
    }

    /// <inheritdoc cref="Solve(ReadOnlySpan{float}, int, int, Span{int}, Sense)"/>
    public double Solve(ReadOnlySpan<double> cost, int rows, int columns, Span<int> columnOfRow, Sense sense = Sense.Minimize)
    {
        SolveCore(cost, rows, columns, columnOfRow, sense == Sense.Minimize ? Least : Most);
        return ObjectiveOf(cost, columns, columnOfRow);
    }

    /// <summary>Solves, and leaves duals and counters in this workspace.</summary>
    /// <returns>The method and start that were used.</returns>
    internal (AssignmentMethod Method, AssignmentStart Start) SolveCore<T>(
        ReadOnlySpan<T> cost, int rows, int columns, Span<int> columnOfRow, AssignmentOptions options, ReadOnlySpan<double> columnDuals = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CostGuard.RequireShape(cost.Length, rows, columns);
        CostGuard.RequireRows(columnOfRow.Length, rows);
        Resize(rows, columns);
        Scale = 1;
        Counters = default;
        if (rows == 0 || columns == 0)
        {
            columnOfRow.Fill(-1);
            RowDualsBuffer.Clear();
            ColumnDualsBuffer.Clear();
            return (AssignmentMethod.Dense, AssignmentStart.RowFirst);
        }

        var repaired = false;
        var start = options.Start == AssignmentStart.Given && rows != columns ? AssignmentStart.RowFirst : options.Start;
        if (start == AssignmentStart.Given)
        {
            CostGuard.RequireDuals(columnDuals, columns);
        }

        if (options.Method == AssignmentMethod.Lists || (options.Method == AssignmentMethod.Auto && Math.Min(rows, columns) >= ListsFrom))
        {
            if (SolveByLists(cost, rows, columns, columnOfRow, options, start, columnDuals, out var used))
            {
                if (Certify(cost, columnOfRow, options, AssignmentMethod.Lists) <= options.RepairAbove)
                {
                    return (AssignmentMethod.Lists, used);
                }

                repaired = true;
            }
        }

        Scale = CostCopy.Fill(cost, rows, columns, options.Sense, _dense);
        start = start is AssignmentStart.ColumnMinimum or AssignmentStart.Given && rows == columns ? start : AssignmentStart.RowFirst;
        SolveDense(rows, columns, columnOfRow, options.Sense, start, columnDuals, options.Lanes);
        Counters = Counters with { Repaired = repaired };
        return (AssignmentMethod.Dense, start);
    }

    /// <summary>The sum of the chosen entries, in the order of the rows.</summary>
    internal static double ObjectiveOf<T>(ReadOnlySpan<T> cost, int columns, ReadOnlySpan<int> columnOfRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = default(CompensatedSum);
        for (var i = 0; i < columnOfRow.Length; i++)
        {
            if (columnOfRow[i] >= 0)
            {
                sum.Add(double.CreateTruncating(cost[(i * columns) + columnOfRow[i]]));
            }
        }

        return sum.Value;
    }

    /// <summary>How far the duals of the last problem are from proving it, over all entries.</summary>
    internal double Certify<T>(ReadOnlySpan<T> cost, ReadOnlySpan<int> columnOfRow, AssignmentOptions options, AssignmentMethod method)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (method == AssignmentMethod.Lists && !options.FullCheck)
        {
            return DualCertificate.Relative(_violation, DualCertificate.Size(RowDuals, ColumnDuals));
        }

        var sign = options.Sense == Sense.Minimize ? 1.0 : -1.0;
        return DualCertificate.Check(cost, sign, Scale, options.Lanes, columnOfRow, RowDuals, ColumnDuals);
    }

    private Span<double> RowDualsBuffer => _rowDuals.AsSpan(0, _rows);

    private Span<double> ColumnDualsBuffer => _columnDuals.AsSpan(0, _columns);

    private void Resize(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        if (_rowDuals.Length < rows)
        {
            _rowDuals = new double[rows];
        }

        if (_columnDuals.Length < columns)
        {
            _columnDuals = new double[columns];
        }
    }
}
