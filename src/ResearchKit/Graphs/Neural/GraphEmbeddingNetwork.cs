using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>A baseline: one vector for each graph, and the distance of the vectors as the edit distance (GMN-Embed).</summary>
/// <remarks>
/// The message passing of <see cref="GraphEdX"/>, then a gated sum: (g, t) = linear(X_v), vector = M₂ Σ_v σ(g) ∘ t over the nodes that are there. The released code gives costs to such networks as constant
/// node features, which a bias can replace; they are left out here.
/// References: Y. Li et al., ICML 2019; the cost-guided distance: Jain et al., NeurIPS 2024 (GraphEdX), table 4.
/// </remarks>
public sealed class GraphEmbeddingNetwork : GedNetwork
{
    private readonly GraphEncoder _encoder;
    private readonly Linear _gate;
    private readonly Linear _output;
    private readonly EditCosts _costs;
    private readonly EmbeddingDistance _distance;

    /// <summary>Makes a network whose parameters depend on the arguments alone.</summary>
    /// <param name="nodes">N: the size to which graphs are padded.</param>
    /// <param name="distance">What is made of two vectors.</param>
    /// <param name="costs">What the operations cost, for <see cref="EmbeddingDistance.CostGuided"/>; null for 1 each.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <param name="labels">The node labels that may occur, or null to leave labels out.</param>
    /// <param name="stateSize">Length of a node's vector and of a graph's.</param>
    /// <param name="rounds">Rounds of message passing.</param>
    /// <exception cref="ArgumentException">A size is not positive, or there is no such distance.</exception>
    public GraphEmbeddingNetwork(
        int nodes, EmbeddingDistance distance, EditCosts? costs, Seed seed, IReadOnlyList<GraphLabel>? labels = null, int stateSize = 10, int rounds = 5)
        : base(nameof(GraphEmbeddingNetwork), nodes, labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stateSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        _distance = Enum.IsDefined(distance) ? distance : throw new ArgumentException($"There is no distance {distance}.", nameof(distance));
        _costs = costs ?? EditCosts.Uniform;
        var factory = new LayerFactory(seed, Initialization.UniformFanIn, ScalarType.Float32);
        _encoder = new GraphEncoder(factory, labels?.Count ?? 1, stateSize, rounds);
        _gate = factory.Linear("gate", stateSize, 2 * stateSize, bias: true);
        _output = factory.Linear("output", stateSize, stateSize, bias: true);
        register_module("encoder", _encoder);
        register_module("gate", _gate);
        register_module("output", _output);
    }

    private protected override nn.Module<PaddedGraphs, Tensor> Encoder => _encoder;

    /// <inheritdoc/>
    public override Tensor forward(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs) => Score(_encoder.call(graphs), graphs, pairs);

    private protected override Tensor Score(Tensor encoding, PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        var parts = _gate.call(encoding).chunk(2, 2); // gates and values, (K, N, d) each
        var vectors = _output.call(parts[0].sigmoid().mul(parts[1]).mul(graphs.Presence.unsqueeze(-1)).sum(1)); // (K, d)
        var (sources, targets) = Places(pairs, graphs.Presence.device);
        return GraphVectors.Distance(_distance, vectors.index_select(0, sources), vectors.index_select(0, targets), _costs);
    }
}
