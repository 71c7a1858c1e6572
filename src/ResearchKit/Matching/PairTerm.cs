using System.Numerics;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>The term of a tensor with two permuted axes: it depends on the permutation q of one other group.</summary>
/// <remarks>
/// Both matrices hold the contracted axis outermost: A = X^T Y with Y the rows of the candidate gathered by q. When only m contracted
/// units moved since the last time, A changes by a product over those m units alone.
/// </remarks>
internal sealed class PairTerm<T> : IMatchingTerm
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeMatrix<T> _reference; // (contracted * rows, n)
    private readonly NativeMatrix<T> _candidate; // (contracted * rows, n)
    private readonly GatherBuffers<T> _buffers;
    private readonly MatchingClock _clock;
    private readonly int _other;
    private readonly int _rows;
    private readonly int[] _applied;
    private readonly int[] _moved;

    public PairTerm(Tensor reference, Tensor candidate, int unit, int contracted, IReadOnlyList<AxisPermutation?> axes, int other, int otherSize, GatherBuffers<T> buffers, MatchingClock clock)
    {
        _reference = UnitLayout.ContractionRows<T>(reference, unit, contracted, axes);
        _candidate = UnitLayout.ContractionRows<T>(candidate, unit, contracted, axes);
        _other = other;
        _rows = _reference.Rows / otherSize;
        _applied = new int[otherSize];
        _moved = new int[otherSize];
        _buffers = buffers;
        _clock = clock;
    }

    public bool IsConstant => false;

    public long Work => (long)_reference.Rows * _reference.Columns;

    public long PendingWork(int[][] permutations)
    {
        var moved = 0L;
        var present = permutations[_other];
        for (var i = 0; i < present.Length; i++)
        {
            moved += present[i] != _applied[i] ? 1 : 0;
        }

        return moved * _rows * _reference.Columns;
    }

    public void AddAll(Tensor matrix, int[][] permutations)
    {
        var present = permutations[_other];
        present.CopyTo(_applied, 0);
        if (IsIdentity(present))
        {
            var started = MatchingClock.Now;
            using var scope = NewDisposeScope();
            matrix.addmm_(_reference.Tensor.t(), _candidate.Tensor);
            _clock.Add(MatchingClock.Part.Products, started);
            return;
        }

        var run = _rows * _reference.Columns;
        var step = _buffers.UnitsAtOnce(run);
        for (var first = 0; first < present.Length; first += step)
        {
            var count = Math.Min(step, present.Length - first);
            using var scope = NewDisposeScope();
            var started = MatchingClock.Now;
            var gathered = _buffers.Right(count * _rows, _reference.Columns);
            RowGather.Copy(_candidate.RowSpan(0, _candidate.Rows), present.AsSpan(first, count), run, gathered.RowSpan(0, gathered.Rows));
            started = _clock.Add(MatchingClock.Part.Gathers, started);
            matrix.addmm_(_reference.Slice(first * _rows, count * _rows).t(), gathered.Tensor);
            _clock.Add(MatchingClock.Part.Products, started);
        }
    }

    public void AddChange(Tensor matrix, int[][] permutations)
    {
        var present = permutations[_other];
        var moved = Moved(present);
        var run = _rows * _reference.Columns;
        var step = _buffers.UnitsAtOnce(run);
        var reference = _reference.RowSpan(0, _reference.Rows);
        var candidate = _candidate.RowSpan(0, _candidate.Rows);
        for (var first = 0; first < moved.Length; first += step)
        {
            using var scope = NewDisposeScope();
            var started = MatchingClock.Now;
            var units = moved.Slice(first, Math.Min(step, moved.Length - first));
            var left = _buffers.Left(units.Length * _rows, _reference.Columns);
            var right = _buffers.Right(units.Length * _rows, _reference.Columns);
            RowGather.Copy(reference, units, run, left.RowSpan(0, left.Rows));
            _buffers.Pick(present, _applied, units, out var plus, out var minus);
            RowGather.Subtract(candidate, plus, minus, run, right.RowSpan(0, right.Rows));
            started = _clock.Add(MatchingClock.Part.Gathers, started);
            matrix.addmm_(left.Tensor.t(), right.Tensor);
            _clock.Add(MatchingClock.Part.Products, started);
        }

        present.CopyTo(_applied, 0);
    }

    public double Gain(int[][] permutations, in UnitMoves moves)
    {
        var present = permutations[_other];
        var gain = 0.0;
        for (var i = 0; i < present.Length; i++)
        {
            for (var row = 0; row < _rows; row++)
            {
                gain += ExactGain.Moved<T>(_reference.RowSpan((i * _rows) + row), _candidate.RowSpan((present[i] * _rows) + row), moves);
            }
        }

        return gain;
    }

    private static bool IsIdentity(int[] permutation)
    {
        for (var i = 0; i < permutation.Length; i++)
        {
            if (permutation[i] != i)
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<int> Moved(int[] present)
    {
        var count = 0;
        for (var i = 0; i < present.Length; i++)
        {
            if (present[i] != _applied[i])
            {
                _moved[count++] = i;
            }
        }

        return _moved.AsSpan(0, count);
    }
}
