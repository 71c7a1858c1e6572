using ResearchKit.Checkpoints;
using ResearchKit.Merging.Methods;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Makes one tensor of the output and writes it, in pieces where its method allows.</summary>
/// <param name="seed">The root of randomness.</param>
/// <param name="alignments">The alignments of the models.</param>
/// <param name="cancellation">Looked at before every piece.</param>
internal sealed class TensorWriter(Seed seed, AlignedModels alignments, CancellationToken cancellation)
{
    /// <summary>How many elements a piece has: the pieces of two models and the result are about what a core has as its own cache, and calls cost little beside them.</summary>
    internal const int Piece = 1 << 17;

    /// <summary>Writes a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="shard">The file, at the tensor's place.</param>
    /// <param name="advance">Told the bytes that were written.</param>
    public void Write(PlannedTensor tensor, ShardWriter shard, Action<long> advance)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        if (tensor.Method is null)
        {
            Copy(tensor, shard, advance);
        }
        else if (tensor.IsStreamed)
        {
            Stream(tensor, shard, advance);
        }
        else
        {
            using var result = WholeTensor.Merge(tensor, seed.For(tensor.Name), alignments);
            using var typed = result.to(tensor.DType);
            using var packed = typed.contiguous();
            TensorBytes.Visit(packed, (_, bytes) =>
            {
                cancellation.ThrowIfCancellationRequested();
                shard.Write(bytes);
                advance(bytes.Length);
            });
        }
    }

    private void Copy(PlannedTensor tensor, ShardWriter shard, Action<long> advance)
    {
        using var reader = new PieceReader(tensor.Sources[0], tensor.DType, Piece);
        for (var start = 0L; start < tensor.Count; start += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            using var piece = reader.Read(start, (int)Math.Min(Piece, tensor.Count - start));
            shard.Write(piece.bytes);
            advance(piece.bytes.Length);
        }
    }

    private void Stream(PlannedTensor tensor, ShardWriter shard, Action<long> advance)
    {
        using var pieces = new PieceReaders(tensor, Piece);
        int[] order = tensor.Method is SlerpMerge ? [0, 1] : new PieceOrder(tensor).Find();
        (IMergeMethod method, IReadOnlyList<double> weights) = tensor.Method is SlerpMerge slerp ? PieceSlerp.Resolve(slerp, tensor, pieces, Piece) : (tensor.Method!, tensor.Weights);
        for (var start = 0L; start < tensor.Count; start += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var input = pieces.Read(start, weights, order);
            var result = method.Merge(input);
            var typed = result.dtype == tensor.DType ? result : result.to(tensor.DType);
            var bytes = typed.bytes;
            shard.Write(bytes);
            advance(bytes.Length);
        }
    }
}
