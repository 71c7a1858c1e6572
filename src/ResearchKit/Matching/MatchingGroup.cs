using System.Numerics;
using System.Runtime.InteropServices;
using ResearchKit.Assignment;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>One permutation group during weight matching: its terms and its assignment matrix A, kept up to date by what moved.</summary>
/// <param name="size">The number n of units.</param>
/// <param name="terms">What adds up to A.</param>
/// <param name="index">The index of the group in the store.</param>
/// <param name="duals">Where duals are kept from problem to problem; null to solve each from scratch.</param>
internal sealed class MatchingGroup<T>(int size, IReadOnlyList<IMatchingTerm> terms, int index = 0, DualStore? duals = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Above this share of moved units a fresh product is cheaper than gathering both sides and subtracting, and rounding errors do not add up.
    private const double RebuildShare = 0.7;

    private readonly List<IMatchingTerm> _constant = [.. terms.Where(term => term.IsConstant)];
    private readonly List<IMatchingTerm> _varying = [.. terms.Where(term => !term.IsConstant)];
    private readonly NativeMatrix<T> _matrix = NativeMatrix<T>.Zeros(size, size); // A: (n, n)
    private readonly int[] _proposal = new int[size];
    private NativeMatrix<T>? _constantMatrix; // the part of A that no other group changes: (n, n)
    private bool _built;

    /// <summary>Solves the assignment problem under the present permutations, or repeats its solution where nothing changed.</summary>
    public void Propose(int[][] permutations, int[] proposal, AssignmentWorkspace workspace, MatchingClock clock)
    {
        if (Update(permutations))
        {
            var started = MatchingClock.Now;
            Solve(workspace);
            clock.Add(MatchingClock.Part.Assignment, started);
        }

        _proposal.CopyTo(proposal, 0);
    }

    /// <summary>A copy of the assignment matrix under the present permutations.</summary>
    public double[] Matrix(int[][] permutations)
    {
        Update(permutations);
        var elements = _matrix.RowSpan(0, _matrix.Rows);
        var copy = new double[elements.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = double.CreateTruncating(elements[i]);
        }

        return copy;
    }

    public double Gain(int[][] permutations, in UnitMoves moves)
    {
        var gain = 0.0;
        foreach (var term in _constant)
        {
            gain += term.Gain(permutations, moves);
        }

        foreach (var term in _varying)
        {
            gain += term.Gain(permutations, moves);
        }

        return gain;
    }

    private bool Update(int[][] permutations)
    {
        var pending = 0L;
        var work = 0L;
        foreach (var term in _varying)
        {
            pending += term.PendingWork(permutations);
            work += term.Work;
        }

        if (_built && pending == 0)
        {
            return false;
        }

        if (!_built || pending > RebuildShare * work)
        {
            Rebuild(permutations);
            return true;
        }

        foreach (var term in _varying)
        {
            if (term.PendingWork(permutations) > 0)
            {
                term.AddChange(_matrix.Tensor, permutations);
            }
        }

        return true;
    }

    private void Rebuild(int[][] permutations)
    {
        if (_constant.Count > 0 && _constantMatrix is null)
        {
            _constantMatrix = NativeMatrix<T>.Zeros(_matrix.Rows, _matrix.Columns);
            foreach (var term in _constant)
            {
                term.AddAll(_constantMatrix.Tensor, permutations);
            }
        }

        var elements = _matrix.RowSpan(0, _matrix.Rows);
        if (_constantMatrix is { } constant)
        {
            constant.RowSpan(0, constant.Rows).CopyTo(elements);
        }
        else
        {
            elements.Clear();
        }

        foreach (var term in _varying)
        {
            term.AddAll(_matrix.Tensor, permutations);
        }

        _built = true;
    }

    private void Solve(AssignmentWorkspace workspace)
    {
        var n = _matrix.Rows;
        var known = duals is null ? default : duals.Of(index);
        if (typeof(T) == typeof(double))
        {
            Solve(workspace, MemoryMarshal.Cast<T, double>(_matrix.RowSpan(0, n)), known);
        }
        else
        {
            Solve(workspace, MemoryMarshal.Cast<T, float>(_matrix.RowSpan(0, n)), known);
        }

        duals?.Keep(index, workspace.ColumnDuals);
    }

    private void Solve(AssignmentWorkspace workspace, ReadOnlySpan<double> matrix, ReadOnlySpan<double> known)
    {
        _ = known.IsEmpty
            ? workspace.Solve(matrix, _matrix.Rows, _proposal, Sense.Maximize)
            : workspace.Solve(matrix, _matrix.Rows, _proposal, Sense.Maximize, known);
    }

    private void Solve(AssignmentWorkspace workspace, ReadOnlySpan<float> matrix, ReadOnlySpan<double> known)
    {
        _ = known.IsEmpty
            ? workspace.Solve(matrix, _matrix.Rows, _proposal, Sense.Maximize)
            : workspace.Solve(matrix, _matrix.Rows, _proposal, Sense.Maximize, known);
    }
}
