using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <content>What a permutation does to tensors.</content>
public sealed partial class Permutation
{
    /// <summary>Permutes one axis of a tensor: <c>new[.., i, ..] = old[.., p[i], ..]</c>, whole blocks at a time.</summary>
    /// <remarks>
    /// A block of s neighbouring positions moves as one and keeps its inner order, as the columns c*s + k of a linear layer behind a
    /// channel-major flatten do. The result is a new tensor even when the permutation is the identity; gradients flow through it.
    /// </remarks>
    /// <param name="tensor">Any tensor whose <paramref name="axis"/> has n * <paramref name="blockSize"/> positions.</param>
    /// <param name="axis">The axis, from 0, or negative from the end.</param>
    /// <param name="blockSize">The number of positions that move together, 1 or more.</param>
    /// <returns>A new tensor of the same shape, type and device, owned by the caller.</returns>
    /// <exception cref="ArgumentException">The axis does not exist or does not have n * blockSize positions.</exception>
    public Tensor Apply(Tensor tensor, int axis, int blockSize = 1)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        var shape = tensor.shape;
        var at = axis < 0 ? axis + shape.Length : axis;
        if (at < 0 || at >= shape.Length)
        {
            throw new ArgumentException($"The tensor has shape [{string.Join(", ", shape)}] and so no axis {axis}.", nameof(axis));
        }

        if (shape[at] != (long)Length * blockSize)
        {
            throw new ArgumentException(
                $"Axis {axis} of a tensor of shape [{string.Join(", ", shape)}] has {shape[at]} positions; a permutation of {Length} blocks of {blockSize} needs {(long)Length * blockSize}.",
                nameof(tensor));
        }

        using var scope = NewDisposeScope();
        if (IsIdentity)
        {
            return tensor.clone().MoveToOuterDisposeScope();
        }

        var index = ToIndexTensor().to(tensor.device);
        if (blockSize == 1)
        {
            return tensor.index_select(at, index).MoveToOuterDisposeScope();
        }

        long[] blocked = [.. shape[..at], Length, blockSize, .. shape[(at + 1)..]];
        return tensor.reshape(blocked).index_select(at, index).reshape(shape).MoveToOuterDisposeScope();
    }

    /// <summary>The matrix P of the permutation, with ones at (i, p[i]).</summary>
    /// <param name="dtype">The element type.</param>
    /// <returns>A new tensor of shape (n, n), owned by the caller.</returns>
    public Tensor ToMatrix(ScalarType dtype = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        // Row i of the result is row p[i] of the identity, which is the unit vector with its one at column p[i].
        return eye(Length, dtype: dtype).index_select(0, ToIndexTensor()).MoveToOuterDisposeScope();
    }

    /// <summary>The indices as a tensor for gathers.</summary>
    /// <returns>A new int64 tensor of shape (n), owned by the caller.</returns>
    public Tensor ToIndexTensor() => torch.tensor(Array.ConvertAll(_indices, i => (long)i));
}
