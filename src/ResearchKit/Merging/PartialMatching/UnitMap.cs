using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>The linear maps between the units of A and B, one after the other, and the units of a merged group, whole blocks at a time.</summary>
/// <remarks>
/// <see cref="Combine"/> is T: merged units are means, the others are copied. <see cref="Join"/> is U, with T U = 1 on merged units: it adds the columns of units that became one, so that a merged layer is
/// T · diag(W_A, W_B) · U.
/// </remarks>
internal sealed class UnitMap
{
    private readonly PartialGroup _group;
    private readonly int _blockSize;

    public UnitMap(PartialGroup group, int blockSize) => (_group, _blockSize) = (group, blockSize);

    /// <summary>The positions of A's units.</summary>
    public long SizeA => (long)_group.SizeA * _blockSize;

    /// <summary>The positions of B's units.</summary>
    public long SizeB => (long)_group.SizeB * _blockSize;

    /// <summary>The positions of merged units.</summary>
    public long Merged => (long)_group.MergedA.Length * _blockSize;

    /// <summary>The positions of units of A alone.</summary>
    public long OnlyA => (long)_group.OnlyA.Length * _blockSize;

    /// <summary>The positions of units of B alone.</summary>
    public long OnlyB => (long)_group.OnlyB.Length * _blockSize;

    /// <summary>All positions of the merged group.</summary>
    public long Width => Merged + OnlyA + OnlyB;

    /// <summary>T · rows for rows of A followed by rows of B, with a weight for what comes from each; ½ and ½ is the mean, 1 and 0 what A alone gives.</summary>
    /// <param name="rows">(SizeA + SizeB, columns).</param>
    /// <param name="a">The factor of A's rows in merged rows; rows of A alone vanish where it is 0.</param>
    /// <param name="b">The same for B.</param>
    public Tensor Combine(Tensor rows, double a = 0.5, double b = 0.5)
    {
        var merged = (Pick(rows, _group.MergedA, 0) * a) + (Pick(rows, _group.MergedB, SizeA) * b);
        return cat([merged, Pick(rows, _group.OnlyA, 0) * (a > 0 ? 1 : 0), Pick(rows, _group.OnlyB, SizeA) * (b > 0 ? 1 : 0)], 0);
    }

    /// <summary>columns · U for columns of A followed by columns of B.</summary>
    /// <param name="columns">(rows, SizeA + SizeB).</param>
    public Tensor Join(Tensor columns)
    {
        var rows = columns.t();
        return cat([Pick(rows, _group.MergedA, 0) + Pick(rows, _group.MergedB, SizeA), Pick(rows, _group.OnlyA, 0), Pick(rows, _group.OnlyB, SizeA)], 0).t();
    }

    /// <summary>columns · T for columns of the merged group: what a merged layer's weights mean for the inputs of A followed by those of B.</summary>
    /// <param name="columns">(rows, Width).</param>
    /// <param name="a">As in <see cref="Combine"/>.</param>
    /// <param name="b">As in <see cref="Combine"/>.</param>
    public Tensor Spread(Tensor columns, double a = 0.5, double b = 0.5)
    {
        var result = zeros(columns.shape[0], SizeA + SizeB, dtype: columns.dtype);
        Put(result, columns.narrow(1, 0, Merged) * a, _group.MergedA, 0);
        Put(result, columns.narrow(1, 0, Merged) * b, _group.MergedB, SizeA);
        Put(result, columns.narrow(1, Merged, OnlyA) * (a > 0 ? 1 : 0), _group.OnlyA, 0);
        Put(result, columns.narrow(1, Merged + OnlyA, OnlyB) * (b > 0 ? 1 : 0), _group.OnlyB, SizeA);
        return result;
    }

    private Tensor Pick(Tensor rows, ReadOnlySpan<int> units, long offset) => rows.index_select(0, Positions(units, offset));

    private void Put(Tensor result, Tensor columns, ReadOnlySpan<int> units, long offset)
    {
        if (units.Length > 0)
        {
            result.index_copy_(1, Positions(units, offset), columns);
        }
    }

    private Tensor Positions(ReadOnlySpan<int> units, long offset)
    {
        var positions = new long[units.Length * _blockSize];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = offset + ((long)units[i / _blockSize] * _blockSize) + (i % _blockSize);
        }

        return tensor(positions, [positions.Length], ScalarType.Int64);
    }
}
