using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>A matrix of low rank as a product: W ≈ Left · Right.</summary>
/// <remarks>The object holds the tensors it was given; <see cref="Dispose"/> frees them, and is not needed where a dispose scope owns them.</remarks>
public sealed class LowRankFactors : IDisposable
{
    /// <summary>Makes the product of two factors.</summary>
    /// <param name="left">U, (m, r).</param>
    /// <param name="right">V, (r, n).</param>
    /// <exception cref="ArgumentException">The inner sizes differ.</exception>
    public LowRankFactors(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.shape.Length != 2 || right.shape.Length != 2 || left.shape[1] != right.shape[0])
        {
            throw new ArgumentException($"the factors have shapes {CompressionGuard.Shape(left)} and {CompressionGuard.Shape(right)}; expected (m, r) and (r, n)", nameof(right));
        }

        (Left, Right) = (left, right);
    }

    /// <summary>U, (m, r).</summary>
    public Tensor Left { get; }

    /// <summary>V, (r, n).</summary>
    public Tensor Right { get; }

    /// <summary>r.</summary>
    public long Rank => Left.shape[1];

    /// <summary>r (m + n), the numbers stored.</summary>
    public long ParameterCount => Left.numel() + Right.numel();

    /// <summary>The product.</summary>
    /// <returns>A new tensor, (m, n).</returns>
    public Tensor Product() => Left.matmul(Right);

    /// <summary>Applies the matrix as a dense layer does, through the narrow middle.</summary>
    /// <param name="input">Rows, (..., n).</param>
    /// <returns>A new tensor, (..., m).</returns>
    public Tensor Forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(nn.functional.linear(input, Right), Left).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the factors.</summary>
    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
    }
}
