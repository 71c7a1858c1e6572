using System.Numerics;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>The term of a tensor that only one group permutes (constant), or that three or more do (recomputed from the permuted tensor).</summary>
/// <remarks>Both matrices hold one row a unit: A = X Y^T.</remarks>
internal sealed class UnitRowTerm<T> : IMatchingTerm
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeMatrix<T> _reference; // (n, rest)
    private readonly NativeMatrix<T> _original; // (n, rest), under the identity
    private readonly NativeMatrix<T> _permuted; // (n, rest), under what was applied last
    private readonly OtherAxis[] _others;
    private readonly MatchingClock _clock;

    public UnitRowTerm(Tensor reference, Tensor candidate, int unit, IReadOnlyList<AxisPermutation?> axes, IReadOnlyDictionary<string, int> groupIndices, IReadOnlyDictionary<string, int> groupSizes, MatchingClock clock)
    {
        var entry = axes[unit]!;
        _reference = UnitLayout.UnitRows<T>(reference, unit, entry);
        _original = UnitLayout.UnitRows<T>(candidate, unit, entry);
        _clock = clock;
        _others = OtherAxes(candidate.shape, unit, axes, groupIndices, groupSizes);
        _permuted = _others.Length == 0 ? _original : new NativeMatrix<T>(_original.Tensor.clone());
    }

    public bool IsConstant => _others.Length == 0;

    public long Work => (long)_reference.Rows * _reference.Columns;

    public long PendingWork(int[][] permutations) =>
        Array.Exists(_others, other => !other.Applied.AsSpan().SequenceEqual(permutations[other.Group])) ? Work : 0;

    public void AddAll(Tensor matrix, int[][] permutations)
    {
        Permute(permutations);
        var started = MatchingClock.Now;
        using var scope = NewDisposeScope();
        matrix.addmm_(_reference.Tensor, _permuted.Tensor.t());
        _clock.Add(MatchingClock.Part.Products, started);
    }

    public void AddChange(Tensor matrix, int[][] permutations)
    {
        using var scope = NewDisposeScope();
        var earlier = _permuted.Tensor.clone();
        Permute(permutations);
        var started = MatchingClock.Now;
        matrix.addmm_(_reference.Tensor, (_permuted.Tensor - earlier).t());
        _clock.Add(MatchingClock.Part.Products, started);
    }

    public double Gain(int[][] permutations, in UnitMoves moves)
    {
        // The proposal was made under the same permutations, so the permuted rows are up to date.
        var gain = 0.0;
        for (var k = 0; k < moves.Positions.Length; k++)
        {
            gain += ExactGain.Difference<T>(_reference.RowSpan(moves.Positions[k]), _permuted.RowSpan(moves.Before[k]), _permuted.RowSpan(moves.After[k]));
        }

        return gain;
    }

    /// <summary>Brings <see cref="_permuted"/> up to the present permutations of the other groups.</summary>
    private void Permute(int[][] permutations)
    {
        if (PendingWork(permutations) == 0)
        {
            return;
        }

        var started = MatchingClock.Now;
        using var scope = NewDisposeScope();
        var permuted = _original.Tensor;
        foreach (var other in _others)
        {
            var present = permutations[other.Group];
            permuted = Permutation.Own(present).Apply(permuted.reshape(_original.Rows, other.Outer, (long)present.Length * other.Block, -1), 2, other.Block);
            present.CopyTo(other.Applied, 0);
        }

        _permuted.Tensor.copy_(permuted.reshape(_original.Rows, _original.Columns));
        _clock.Add(MatchingClock.Part.Gathers, started);
    }

    private static OtherAxis[] OtherAxes(long[] shape, int unit, IReadOnlyList<AxisPermutation?> axes, IReadOnlyDictionary<string, int> groupIndices, IReadOnlyDictionary<string, int> groupSizes)
    {
        // A unit's row keeps the axes in their order; of the unit axis only the positions within a block are left.
        var others = new List<OtherAxis>();
        var outer = 1L;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            if (axis != unit && axes[axis] is { } entry)
            {
                var applied = Enumerable.Range(0, groupSizes[entry.Group]).ToArray();
                others.Add(new OtherAxis(groupIndices[entry.Group], entry.BlockSize, outer, applied));
            }

            outer *= axis == unit ? axes[unit]!.BlockSize : shape[axis];
        }

        return [.. others];
    }

    private sealed record OtherAxis(int Group, int Block, long Outer, int[] Applied);
}
