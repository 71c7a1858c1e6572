using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Distances of the vectors that stand for graphs.</summary>
internal static class GraphVectors
{
    private const double Tiny = 1e-8;

    /// <summary>The distance of each row of <paramref name="first"/> to that of <paramref name="second"/>, both (B, d).</summary>
    /// <returns>Distances, (B).</returns>
    public static Tensor Distance(EmbeddingDistance kind, Tensor first, Tensor second, EditCosts costs)
    {
        var difference = first.sub(second);
        return kind == EmbeddingDistance.Euclidean
            ? difference.square().sum(1).add(Tiny).sqrt() // the root has no slope at 0
            : nn.functional.relu(difference).sum(1).mul((costs.NodeDeletion + costs.EdgeDeletion) / 2)
                .add(nn.functional.relu(difference.neg()).sum(1).mul((costs.NodeInsertion + costs.EdgeInsertion) / 2));
    }
}
