using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>The maps of the axes of one tensor: rows are its first axis, columns its second with whatever follows.</summary>
internal sealed class MergedAxes
{
    private MergedAxes(string name, UnitMap rows, UnitMap? columns, bool isOutput, long[] shape) =>
        (Name, Rows, Columns, IsOutput, Shape) = (name, rows, columns, isOutput, shape);

    /// <summary>The name of the tensor.</summary>
    public string Name { get; }

    /// <summary>The map of the first axis.</summary>
    public UnitMap Rows { get; }

    /// <summary>The map of the second axis, in blocks of whatever follows; null for a vector.</summary>
    public UnitMap? Columns { get; }

    /// <summary>Whether the rows are outputs of the network.</summary>
    public bool IsOutput { get; }

    /// <summary>The shape of the merged tensor.</summary>
    public long[] Shape { get; }

    /// <summary>The maps of a tensor of one axis or more.</summary>
    public static MergedAxes Of(NetworkPair pair, PartialAlignment partial, string name, long[] a, long[] b)
    {
        var axes = pair.ReferenceSpec.Axes[name];
        for (var axis = 2; axis < axes.Count; axis++)
        {
            if (axes[axis] is { } entry)
            {
                throw new ArgumentException($"Group '{entry.Group}' stands on axis {axis} of tensor '{name}'; partial merging knows groups on the first two axes only.");
            }
        }

        var isOutput = TensorRoles.IsOutput(pair.ReferenceSpec, name);
        var separate = isOutput && !pair.SharedOutputs;
        if (isOutput && !separate && a[0] != b[0])
        {
            throw new ArgumentException($"Tensor '{name}' has {a[0]} rows in the reference and {b[0]} in the candidate; networks whose outputs differ are merged with SharedOutputs = false.");
        }

        var rows = axes[0] is { } first
            ? new UnitMap(partial[first.Group], first.BlockSize)
            : new UnitMap(separate ? PartialGroup.Separate((int)a[0], (int)b[0]) : PartialGroup.Identity((int)a[0]), 1);
        if (a.Length == 1)
        {
            return new MergedAxes(name, rows, null, isOutput, [rows.Width]);
        }

        var places = a.Skip(2).Aggregate(1L, (product, size) => product * size);
        var columns = axes[1] is { } second
            ? new UnitMap(partial[second.Group], checked((int)(second.BlockSize * places)))
            : new UnitMap(PartialGroup.Identity((int)a[1]), checked((int)places));
        return new MergedAxes(name, rows, columns, isOutput, [rows.Width, columns.Width / places, .. a.Skip(2)]);
    }

    /// <summary>Both tensors in one matrix: (rows of A + rows of B, columns of A + columns of B), block diagonal; one column for a vector.</summary>
    public static Tensor Stack(Tensor a, Tensor b)
    {
        if (a.dim() == 1)
        {
            return cat([a, b], 0).unsqueeze(1);
        }

        var (left, right) = (a.reshape(a.shape[0], -1), b.reshape(b.shape[0], -1));
        var stack = zeros(left.shape[0] + right.shape[0], left.shape[1] + right.shape[1], dtype: a.dtype);
        stack.narrow(0, 0, left.shape[0]).narrow(1, 0, left.shape[1]).copy_(left);
        stack.narrow(0, left.shape[0], right.shape[0]).narrow(1, left.shape[1], right.shape[1]).copy_(right);
        return stack;
    }
}
