using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Multiplies the blocks of one axis of a tensor by a matrix, in the precision of the matrix.</summary>
internal static class AxisMap
{
    /// <summary>new[.., i, ..] = sum_j matrix[i, j] old[.., j, ..] over whole blocks of the axis.</summary>
    /// <param name="matrix">Shape (m, n), of a floating-point type.</param>
    /// <param name="tensor">A tensor whose axis has n * blockSize positions.</param>
    /// <param name="axis">The axis, from 0.</param>
    /// <param name="blockSize">The neighbouring positions that move as one.</param>
    /// <returns>A tensor of the matrix's type with m * blockSize positions on the axis.</returns>
    public static Tensor Along(Tensor matrix, Tensor tensor, int axis, int blockSize = 1)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (matrix.shape[0], matrix.shape[1]);
        var shape = tensor.shape;
        if (shape[axis] != columns * blockSize)
        {
            throw new ArgumentException($"Axis {axis} of a tensor of shape [{string.Join(", ", shape)}] has {shape[axis]} positions; expected {columns} blocks of {blockSize}.", nameof(tensor));
        }

        long[] toFront = [axis, .. Enumerable.Range(0, shape.Length).Where(i => i != axis).Select(i => (long)i)];
        var back = new long[toFront.Length];
        for (var i = 0; i < toFront.Length; i++)
        {
            back[toFront[i]] = i;
        }

        var front = tensor.detach().to(matrix.dtype).permute(toFront);
        long[] mapped = [rows * blockSize, .. front.shape[1..]];
        return matrix.matmul(front.reshape(columns, -1)).reshape(mapped).permute(back).contiguous().MoveToOuterDisposeScope();
    }
}
