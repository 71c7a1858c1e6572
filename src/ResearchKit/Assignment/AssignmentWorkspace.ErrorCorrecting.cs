using System.Numerics;

namespace ResearchKit.Assignment;

/// <content>Error-correcting assignment.</content>
public sealed partial class AssignmentWorkspace
{
    private double[] _reducedCost = [];
    private int[] _reducedPartner = [];

    /// <summary>Solves an error-correcting assignment, as <see cref="ErrorCorrectingAssignment"/> does, without allocating.</summary>
    /// <param name="substitution">S, row-major, shape [rows, columns].</param>
    /// <param name="deletion">D, one cost for each row.</param>
    /// <param name="insertion">I, one cost for each column.</param>
    /// <param name="columnOfRow">Receives the column of each row, −1 for a deleted row; columns that do not occur are inserted.</param>
    /// <returns>The sum of all costs.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a cost is NaN or −∞.</exception>
    /// <exception cref="InfeasibleAssignmentException">Rows or columns that must have a partner cannot get one.</exception>
    public double SolveErrorCorrecting(
        ReadOnlySpan<float> substitution, ReadOnlySpan<float> deletion, ReadOnlySpan<float> insertion, Span<int> columnOfRow) =>
        SolveErrorCorrectingCore(substitution, deletion, insertion, columnOfRow);

    /// <inheritdoc cref="SolveErrorCorrecting(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{int})"/>
    public double SolveErrorCorrecting(
        ReadOnlySpan<double> substitution, ReadOnlySpan<double> deletion, ReadOnlySpan<double> insertion, Span<int> columnOfRow) =>
        SolveErrorCorrectingCore(substitution, deletion, insertion, columnOfRow);

    /// <summary>How far the duals of the last error-correcting problem are from proving it.</summary>
    internal double CertifyErrorCorrecting<T>(ReadOnlySpan<T> substitution, ReadOnlySpan<T> deletion, ReadOnlySpan<T> insertion, double objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (worst, size, sum) = (0.0, 0.0, default(CompensatedSum));
        for (var i = 0; i < deletion.Length; i++)
        {
            worst = Math.Max(worst, RowDuals[i] - double.CreateTruncating(deletion[i]));
            size = Math.Max(size, Math.Abs(RowDuals[i]));
            sum.Add(RowDuals[i]);
        }

        for (var j = 0; j < insertion.Length; j++)
        {
            worst = Math.Max(worst, ColumnDuals[j] - double.CreateTruncating(insertion[j]));
            size = Math.Max(size, Math.Abs(ColumnDuals[j]));
            sum.Add(ColumnDuals[j]);
        }

        for (var k = 0; k < substitution.Length; k++)
        {
            var (i, j) = Math.DivRem(k, insertion.Length);
            worst = Math.Max(worst, RowDuals[i] + ColumnDuals[j] - double.CreateTruncating(substitution[k]));
        }

        worst = Math.Max(worst, Math.Abs(objective - sum.Value) / Math.Max(1, deletion.Length + insertion.Length));
        return worst == 0 ? 0 : worst / Math.Max(2 * size, double.Epsilon);
    }

    private double SolveErrorCorrectingCore<T>(ReadOnlySpan<T> substitution, ReadOnlySpan<T> deletion, ReadOnlySpan<T> insertion, Span<int> columnOfRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (deletion.Length, insertion.Length);
        CostGuard.RequireShape(substitution.Length, rows, columns);
        CostGuard.RequireRows(columnOfRow.Length, rows);
        var finite = CostGuard.InspectVector(deletion, nameof(deletion));
        finite &= CostGuard.InspectVector(insertion, nameof(insertion));
        if (finite)
        {
            SolveReduced(substitution, deletion, insertion, columnOfRow);
        }
        else
        {
            SolveByDefinition(substitution, deletion, insertion, columnOfRow);
        }

        return ErrorCorrectingObjective(substitution, deletion, insertion, columnOfRow);
    }

    /// <summary>The rectangular problem min(0, S − D − I), and its duals shifted back.</summary>
    private void SolveReduced<T>(ReadOnlySpan<T> substitution, ReadOnlySpan<T> deletion, ReadOnlySpan<T> insertion, Span<int> columnOfRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (deletion.Length, insertion.Length);
        var reduced = Grow(ref _reducedCost, substitution.Length);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var gain = double.CreateTruncating(substitution[(i * columns) + j])
                    - (double.CreateTruncating(deletion[i]) + double.CreateTruncating(insertion[j]));

                // A NaN or -infinity stays one and is refused, with its place, when the solver reads the costs.
                reduced[(i * columns) + j] = gain > 0 ? 0 : gain;
            }
        }

        SolveCore<double>(reduced, rows, columns, columnOfRow, Least);

        // Duals of the reduced problem are at most 0 on the longer side; a square one may need a shift for both sides to be.
        var shift = 0.0;
        for (var i = 0; i < rows && columns > 0; i++)
        {
            shift = i == 0 ? _rowDuals[0] : Math.Max(shift, _rowDuals[i]);
        }

        shift = rows == columns ? shift : 0;
        for (var i = 0; i < rows; i++)
        {
            _rowDuals[i] = _rowDuals[i] - shift + double.CreateTruncating(deletion[i]);
            var j = columnOfRow[i];
            if (j >= 0 && double.CreateTruncating(substitution[(i * columns) + j])
                > double.CreateTruncating(deletion[i]) + double.CreateTruncating(insertion[j]))
            {
                columnOfRow[i] = -1;
            }
        }

        for (var j = 0; j < columns; j++)
        {
            _columnDuals[j] = _columnDuals[j] + shift + double.CreateTruncating(insertion[j]);
        }
    }

    /// <summary>The (n + m) × (m + n) problem of the definition: every row may take any of n deletion columns, every column any of m insertion rows.</summary>
    /// <remarks>The deletion columns are copies of one another, and so are the insertion rows: their duals are equal, and are added to the others'.</remarks>
    private void SolveByDefinition<T>(ReadOnlySpan<T> substitution, ReadOnlySpan<T> deletion, ReadOnlySpan<T> insertion, Span<int> columnOfRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (deletion.Length, insertion.Length);
        var size = rows + columns;
        var full = Grow(ref _reducedCost, checked(size * size));
        full.Clear();
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                full[(i * size) + j] = double.CreateTruncating(substitution[(i * columns) + j]);
            }

            full.Slice((i * size) + columns, rows).Fill(double.CreateTruncating(deletion[i]));
        }

        for (var k = rows; k < size; k++)
        {
            for (var j = 0; j < columns; j++)
            {
                full[(k * size) + j] = double.CreateTruncating(insertion[j]);
            }
        }

        var partner = Grow(ref _reducedPartner, size);
        SolveCore<double>(full, size, size, partner, Least);
        var ofDeletion = rows > 0 ? _columnDuals[columns] : 0;
        var ofInsertion = columns > 0 ? _rowDuals[rows] : 0;
        for (var i = 0; i < rows; i++)
        {
            _rowDuals[i] += ofDeletion;
            columnOfRow[i] = partner[i] < columns ? partner[i] : -1;
        }

        for (var j = 0; j < columns; j++)
        {
            _columnDuals[j] += ofInsertion;
        }

        (_rows, _columns) = (rows, columns);
    }

    private double ErrorCorrectingObjective<T>(
        ReadOnlySpan<T> substitution, ReadOnlySpan<T> deletion, ReadOnlySpan<T> insertion, ReadOnlySpan<int> columnOfRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = default(CompensatedSum);
        var rowOfColumn = Grow(ref _reducedPartner, insertion.Length);
        rowOfColumn.Fill(-1);
        for (var i = 0; i < deletion.Length; i++)
        {
            var j = columnOfRow[i];
            sum.Add(double.CreateTruncating(j < 0 ? deletion[i] : substitution[(i * insertion.Length) + j]));
            if (j >= 0)
            {
                rowOfColumn[j] = i;
            }
        }

        for (var j = 0; j < insertion.Length; j++)
        {
            sum.Add(rowOfColumn[j] < 0 ? double.CreateTruncating(insertion[j]) : 0);
        }

        return sum.Value;
    }

    private static Span<TItem> Grow<TItem>(ref TItem[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new TItem[length];
        }

        return buffer.AsSpan(0, length);
    }
}
