using System.Numerics;
using System.Runtime.InteropServices;

namespace ResearchKit.Assignment;

/// <summary>The state of Sinkhorn's iteration: logarithms of the scalings of rows and columns, in units of ε.</summary>
/// <param name="kernel">−C / ε, row-major.</param>
/// <param name="rowMass">a.</param>
/// <param name="columnMass">b.</param>
internal sealed class SinkhornIteration(double[] kernel, double[] rowMass, double[] columnMass)
{
    private readonly double[] _largest = new double[columnMass.Length];
    private readonly double[] _rowLogSums = new double[rowMass.Length];
    private bool _measured;
    private readonly double[] _sums = new double[columnMass.Length];

    /// <summary>f / ε.</summary>
    public double[] RowLogs { get; } = new double[rowMass.Length];

    /// <summary>g / ε.</summary>
    public double[] ColumnLogs { get; } = new double[columnMass.Length];

    private int Columns => columnMass.Length;

    /// <summary>Makes every row sum its mass.</summary>
    public void NormalizeRows()
    {
        for (var i = 0; i < rowMass.Length; i++)
        {
            RowLogs[i] = Scaling(rowMass[i], _measured ? _rowLogSums[i] : LogSumOfRow(i), "row", i);
        }
    }

    /// <summary>Makes every column sum its mass; rows are read in the order of memory, all columns going on together.</summary>
    public void NormalizeColumns()
    {
        Array.Fill(_largest, double.NegativeInfinity);
        for (var i = 0; i < rowMass.Length; i++)
        {
            var shift = RowLogs[i];
            var row = kernel.AsSpan(i * Columns, Columns);
            var wide = MemoryMarshal.Cast<double, Vector<double>>(row);
            var targets = MemoryMarshal.Cast<double, Vector<double>>(_largest.AsSpan());
            for (var k = 0; k < wide.Length; k++)
            {
                targets[k] = Vector.Max(targets[k], wide[k] + new Vector<double>(shift));
            }

            for (var j = wide.Length * Vector<double>.Count; j < row.Length; j++)
            {
                _largest[j] = Math.Max(_largest[j], row[j] + shift);
            }
        }

        // A column without any allowed mass keeps its sum at zero.
        for (var j = 0; j < Columns; j++)
        {
            _largest[j] = double.IsFinite(_largest[j]) ? _largest[j] : 0;
        }

        Array.Clear(_sums);
        for (var i = 0; i < rowMass.Length; i++)
        {
            AddExponentials(kernel.AsSpan(i * Columns, Columns), RowLogs[i]);
        }

        for (var j = 0; j < Columns; j++)
        {
            ColumnLogs[j] = Scaling(columnMass[j], Math.Log(_sums[j]) + _largest[j], "column", j);
        }
    }

    /// <summary>Σ |row sum − a|; the next normalisation of the rows uses the same sums.</summary>
    public double RowError()
    {
        var error = 0.0;
        for (var i = 0; i < rowMass.Length; i++)
        {
            _rowLogSums[i] = LogSumOfRow(i);
            error += rowMass[i] == 0 ? 0 : Math.Abs(Math.Exp(_rowLogSums[i] + RowLogs[i]) - rowMass[i]);
        }

        _measured = true;

        return error;
    }

    /// <summary>P.</summary>
    public double[] Plan()
    {
        var plan = new double[kernel.Length];
        for (var i = 0; i < rowMass.Length; i++)
        {
            for (var j = 0; j < Columns; j++)
            {
                plan[(i * Columns) + j] = Math.Exp(kernel[(i * Columns) + j] + RowLogs[i] + ColumnLogs[j]);
            }
        }

        return plan;
    }

    private static double Scaling(double mass, double logSum, string line, int index)
    {
        if (mass == 0)
        {
            return double.NegativeInfinity;
        }

        return double.IsNegativeInfinity(logSum)
            ? throw new InfeasibleAssignmentException($"No transport plan exists: {line} {index} has mass {mass}, but all its pairs with mass are forbidden.")
            : Math.Log(mass) - logSum;
    }

    private void AddExponentials(ReadOnlySpan<double> row, double shift)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(row);
        var largest = MemoryMarshal.Cast<double, Vector<double>>(_largest.AsSpan());
        var sums = MemoryMarshal.Cast<double, Vector<double>>(_sums.AsSpan());
        for (var k = 0; k < wide.Length; k++)
        {
            sums[k] += Vector.Exp(wide[k] + new Vector<double>(shift) - largest[k]);
        }

        for (var j = wide.Length * Vector<double>.Count; j < row.Length; j++)
        {
            _sums[j] += Math.Exp(row[j] + shift - _largest[j]);
        }
    }

    private double LogSumOfRow(int i)
    {
        var row = kernel.AsSpan(i * Columns, Columns);
        var largest = double.NegativeInfinity;
        for (var j = 0; j < row.Length; j++)
        {
            largest = Math.Max(largest, row[j] + ColumnLogs[j]);
        }

        if (!double.IsFinite(largest))
        {
            return double.NegativeInfinity;
        }

        var wide = MemoryMarshal.Cast<double, Vector<double>>(row);
        var logs = MemoryMarshal.Cast<double, Vector<double>>(ColumnLogs.AsSpan());
        var total = Vector<double>.Zero;
        for (var k = 0; k < wide.Length; k++)
        {
            total += Vector.Exp(wide[k] + logs[k] - new Vector<double>(largest));
        }

        var sum = Vector.Sum(total);
        for (var j = wide.Length * Vector<double>.Count; j < row.Length; j++)
        {
            sum += Math.Exp(row[j] + ColumnLogs[j] - largest);
        }

        return largest + Math.Log(sum);
    }
}
