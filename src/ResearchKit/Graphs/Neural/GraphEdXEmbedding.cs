using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>What GraphEdX knows of each graph before two are compared.</summary>
/// <param name="Nodes">X, (K, N, d); 0 for padding.</param>
/// <param name="NodeKeys">Z, (K, N, N): nodes are aligned by the distances between these.</param>
/// <param name="Pairs">R, (K, M, D).</param>
/// <param name="PairKeys">The same as Z for pairs, (K, M, N), where their alignment is independent; null otherwise.</param>
internal sealed record GraphEdXEmbedding(Tensor Nodes, Tensor NodeKeys, Tensor Pairs, Tensor? PairKeys);
