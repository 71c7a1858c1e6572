using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>A baseline in the manner of SimGNN: one vector for each graph, and a small network that regresses the distance from both.</summary>
/// <remarks>
/// Vectors are the sums of node states divided by 3, so that they start near 1; slices k of the tensor network give xᵀ W_k y + (V [x ; y] + b)_k, then relu and 16 → 16 → 1. Sums in place of attention, and no
/// histogram of node similarities: our choice, as in the reproduction that the notebook compares with. Costs need not be known: the network sees which graph comes first.
/// Reference: Y. Bai et al., WSDM 2019.
/// </remarks>
public sealed class SimGnnNetwork : GedNetwork
{
    private const int Slices = 16;
    private const double Scale = 1.0 / 3;

    private readonly GraphEncoder _encoder;
    private readonly Linear _bilinear;
    private readonly Linear _linear;
    private readonly TwoLayers _regression;
    private readonly int _stateSize;

    /// <summary>Makes a network whose parameters depend on the arguments alone.</summary>
    /// <param name="nodes">N: the size to which graphs are padded.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <param name="labels">The node labels that may occur, or null to leave labels out.</param>
    /// <param name="stateSize">Length of a node's vector.</param>
    /// <param name="rounds">Rounds of message passing.</param>
    /// <exception cref="ArgumentException">A size is not positive.</exception>
    public SimGnnNetwork(int nodes, Seed seed, IReadOnlyList<GraphLabel>? labels = null, int stateSize = 10, int rounds = 5)
        : base(nameof(SimGnnNetwork), nodes, labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stateSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        _stateSize = stateSize;
        var factory = new LayerFactory(seed, Initialization.UniformFanIn, ScalarType.Float32);
        _encoder = new GraphEncoder(factory, labels?.Count ?? 1, stateSize, rounds);
        _bilinear = factory.Linear("bilinear", stateSize, Slices * stateSize, bias: false);
        _linear = factory.Linear("linear", 2 * stateSize, Slices, bias: true);
        _regression = new TwoLayers(factory, "regression", Slices, Slices, 1);
        register_module("encoder", _encoder);
        register_module("bilinear", _bilinear);
        register_module("linear", _linear);
        register_module("regression", _regression);
    }

    private protected override nn.Module<PaddedGraphs, Tensor> Encoder => _encoder;

    /// <inheritdoc/>
    public override Tensor forward(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs) => Score(_encoder.call(graphs), graphs, pairs);

    private protected override Tensor Score(Tensor encoding, PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        var vectors = encoding.sum(1).mul(Scale); // (K, d)
        var (sources, targets) = Places(pairs, graphs.Presence.device);
        var (x, y) = (vectors.index_select(0, sources), vectors.index_select(0, targets)); // (B, d)
        var products = _bilinear.call(x).reshape(-1, Slices, _stateSize).matmul(y.unsqueeze(-1)).squeeze(-1); // (B, slices)
        return _regression.call(nn.functional.relu(products.add(_linear.call(cat([x, y], 1))))).squeeze(-1);
    }
}
