using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>A baseline: GREED, one vector for each graph from an isomorphism network, and the distance of the vectors as the edit distance.</summary>
/// <remarks>
/// Layers of width 10 with skip connections, sums over nodes of every layer side by side, then linear, relu, linear; ‖x − y‖₂, or the cost-guided distance. Sizes as in the released code of GraphEdX, which trains it with
/// 5 layers. References: R. Ranjan et al., "GREED: A neural framework for learning graph distance functions", NeurIPS 2022; the cost-guided distance: Jain et al., NeurIPS 2024 (GraphEdX), table 4.
/// </remarks>
public sealed class GreedNetwork : GedNetwork
{
    private readonly IsomorphismEncoder _encoder;
    private readonly TwoLayers _output;
    private readonly EditCosts _costs;
    private readonly EmbeddingDistance _distance;

    /// <summary>Makes a network whose parameters depend on the arguments alone.</summary>
    /// <param name="nodes">N: the size to which graphs are padded.</param>
    /// <param name="distance">What is made of two vectors.</param>
    /// <param name="costs">What the operations cost, for <see cref="EmbeddingDistance.CostGuided"/>; null for 1 each.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <param name="labels">The node labels that may occur, or null to leave labels out.</param>
    /// <param name="stateSize">Length of a node's vector and of a graph's.</param>
    /// <param name="layers">Layers of the isomorphism network.</param>
    /// <exception cref="ArgumentException">A size is not positive, or there is no such distance.</exception>
    public GreedNetwork(
        int nodes, EmbeddingDistance distance, EditCosts? costs, Seed seed, IReadOnlyList<GraphLabel>? labels = null, int stateSize = 10, int layers = 5)
        : base(nameof(GreedNetwork), nodes, labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stateSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        _distance = Enum.IsDefined(distance) ? distance : throw new ArgumentException($"There is no distance {distance}.", nameof(distance));
        _costs = costs ?? EditCosts.Uniform;
        var factory = new LayerFactory(seed, Initialization.UniformFanIn, ScalarType.Float32);
        _encoder = new IsomorphismEncoder(factory, labels?.Count ?? 1, stateSize, layers);
        _output = new TwoLayers(factory, "output", (layers + 1) * stateSize, stateSize, stateSize);
        register_module("encoder", _encoder);
        register_module("output", _output);
    }

    private protected override nn.Module<PaddedGraphs, Tensor> Encoder => _encoder;

    /// <inheritdoc/>
    public override Tensor forward(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs) => Score(_encoder.call(graphs), graphs, pairs);

    private protected override Tensor Score(Tensor encoding, PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        var vectors = _output.call(encoding); // (K, d)
        var (sources, targets) = Places(pairs, graphs.Presence.device);
        return GraphVectors.Distance(_distance, vectors.index_select(0, sources), vectors.index_select(0, targets), _costs);
    }
}
