using System.Numerics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Brings a tensor into the matrix layouts that products and gathers read fast.</summary>
internal static class UnitLayout
{
    /// <summary>One row for each block of <paramref name="axis"/>: shape (n, rest).</summary>
    public static NativeMatrix<T> UnitRows<T>(Tensor tensor, int axis, AxisPermutation entry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = tensor.shape;
        long[] split = [.. shape[..axis], shape[axis] / entry.BlockSize, entry.BlockSize, .. shape[(axis + 1)..]];
        long[] order = [axis, .. Enumerable.Range(0, split.Length).Where(i => i != axis).Select(i => (long)i)];
        return Arrange<T>(tensor, split, order, rowsFirst: true);
    }

    /// <summary>
    /// The blocks of <paramref name="contracted"/> outermost and those of <paramref name="unit"/> innermost, everything else between: shape
    /// (contracted blocks * rest, n). So one contracted unit is a run of whole rows, and permuting it copies long contiguous pieces.
    /// </summary>
    public static NativeMatrix<T> ContractionRows<T>(Tensor tensor, int unit, int contracted, IReadOnlyList<AxisPermutation?> axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (unit == 0 && contracted == 1 && axes[0]!.BlockSize == 1)
        {
            return Transposed<T>(tensor); // the same order of rows, ten times faster: libtorch tiles only the transposition of a matrix
        }

        var split = new List<long>();
        var between = new List<long>();
        long unitAt = -1;
        long contractedAt = -1;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            var block = axis == unit || axis == contracted ? axes[axis]!.BlockSize : 1;
            if (axis == unit)
            {
                unitAt = split.Count;
            }
            else if (axis == contracted)
            {
                contractedAt = split.Count;
            }
            else
            {
                between.Add(split.Count);
            }

            split.Add(tensor.shape[axis] / block);
            if (block > 1)
            {
                between.Add(split.Count);
                split.Add(block);
            }
        }

        return Arrange<T>(tensor, [.. split], [contractedAt, .. between, unitAt], rowsFirst: false);
    }

    private static NativeMatrix<T> Transposed<T>(Tensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var scope = NewDisposeScope();
        return new NativeMatrix<T>(tensor.detach().cpu().to(NativeMatrix<T>.ElementType).reshape(tensor.shape[0], -1).t().contiguous().MoveToOuterDisposeScope());
    }

    private static NativeMatrix<T> Arrange<T>(Tensor tensor, long[] split, long[] order, bool rowsFirst)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var scope = NewDisposeScope();
        var kept = rowsFirst ? split[order[0]] : split[order[^1]];
        var rest = tensor.numel() / Math.Max(1, kept);
        var arranged = tensor.detach().cpu().to(NativeMatrix<T>.ElementType).reshape(split).permute(order).contiguous();
        return new NativeMatrix<T>(arranged.reshape(rowsFirst ? [kept, rest] : [rest, kept]).MoveToOuterDisposeScope());
    }
}
