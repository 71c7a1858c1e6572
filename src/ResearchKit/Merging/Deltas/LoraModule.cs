using static TorchSharp.torch;

namespace ResearchKit.Merging.Deltas;

/// <summary>The low-rank change of one module's weight: scale · B·A, transposed where the module is a table of embeddings.</summary>
/// <param name="Name">The module's name, without <c>.weight</c>.</param>
/// <param name="A">(rank, in), or (rank, rows of the table).</param>
/// <param name="B">(out, rank), or (columns of the table, rank).</param>
/// <param name="Scale">What the product is multiplied by: alpha over the rank, both of which files have.</param>
/// <param name="IsEmbedding">Whether the module is a table of embeddings.</param>
/// <param name="Kept">The share of the change's sum of squares that the rank keeps, from 0 to 1; 1 where it was read from a file.</param>
public sealed record LoraModule(string Name, Tensor A, Tensor B, double Scale, bool IsEmbedding, double Kept = 1)
{
    /// <summary>The rank.</summary>
    public int Rank => (int)A.shape[0];

    /// <summary>The scale times the rank, to the precision of the tensors.</summary>
    internal float Alpha => (float)(Scale * Rank);

    /// <summary>The change itself, in the shape of the weight.</summary>
    /// <returns>A new float32 tensor, owned by the caller.</returns>
    public Tensor Delta()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var product = B.to_type(ScalarType.Float32).matmul(A.to_type(ScalarType.Float32)) * Scale;
        return (IsEmbedding ? product.t().contiguous() : product).MoveToOuterDisposeScope();
    }
}
