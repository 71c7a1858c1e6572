using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>The alignment of node pairs that an alignment of nodes brings about: S[(i, j), (k, l)] = P_ik P_jl + P_il P_jk.</summary>
/// <remarks>
/// A permutation of the pairs where P is a permutation. For a doubly stochastic P the row (i, j) sums to 1 − ⟨P_i, P_j⟩: at most 1, and 1 only where rows i and j of P share no column.
/// Reference: Jain et al., NeurIPS 2024 (GraphEdX), "consistent" alignment.
/// </remarks>
public static class PairAlignment
{
    /// <summary>Computes S.</summary>
    /// <param name="nodeAlignment">P, (B, N, N).</param>
    /// <returns>S, (B, M, M), pairs in the order of <see cref="NodePairs"/>.</returns>
    /// <exception cref="ArgumentException">P has another shape.</exception>
    public static Tensor Of(Tensor nodeAlignment)
    {
        ArgumentNullException.ThrowIfNull(nodeAlignment);
        if (nodeAlignment.dim() != 3 || nodeAlignment.shape[1] != nodeAlignment.shape[2])
        {
            throw new ArgumentException($"The alignment has the shape ({string.Join(", ", nodeAlignment.shape)}); expected (B, N, N).", nameof(nodeAlignment));
        }

        var nodes = (int)nodeAlignment.shape[1];
        using var first = tensor(NodePairs.First(nodes), [NodePairs.Count(nodes)], ScalarType.Int64).to(nodeAlignment.device);
        using var second = tensor(NodePairs.Second(nodes), [NodePairs.Count(nodes)], ScalarType.Int64).to(nodeAlignment.device);
        var rowsOfFirst = nodeAlignment.index_select(1, first); // (B, M, N): P_i
        var rowsOfSecond = nodeAlignment.index_select(1, second); // (B, M, N): P_j
        var straight = rowsOfFirst.index_select(2, first).mul(rowsOfSecond.index_select(2, second)); // (B, M, M)
        var crossed = rowsOfFirst.index_select(2, second).mul(rowsOfSecond.index_select(2, first));
        return straight.add(crossed);
    }
}
