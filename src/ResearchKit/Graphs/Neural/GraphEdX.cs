using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>GraphEdX: predicts the edit distance under general costs as what remains of two sets of node and pair embeddings after one soft alignment.</summary>
/// <remarks>
/// X by message passing, Z = MLP(X), P = Sinkhorn(−‖Z_i − Z′_j‖₁ / T), S from P (<see cref="PairAlignment"/>), R for every pair of nodes, then
/// GED ≈ D_edges(R, R′, S; ed, ei) + λ D_nodes(X, X′, P; nd, ni) with a surrogate D of <see cref="SetDivergence"/>, and ns Σ P_ij [labels differ] where labels are used. No bias, no final layer.
/// Costs are constants of the formula, not inputs: other costs need another training. Rows of P stand for nodes of the source.
/// Reference: E. Jain, I. Roy, S. Meher, S. Chakrabarti, A. De, "Graph Edit Distance with General Costs Using Neural Set Divergence", NeurIPS 2024, with the shapes of the released code.
/// </remarks>
public sealed class GraphEdX : GedNetwork
{
    private readonly GraphEncoder _encoder;
    private readonly PairEncoder _pairs;
    private readonly TwoLayers _nodeKeys;
    private readonly TwoLayers? _pairKeys;
    private readonly Generator? _noise;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters and of the noise.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GraphEdX(GraphEdXOptions options, Seed seed)
        : base(nameof(GraphEdX), Checked(options).Nodes, options.Labels)
    {
        Options = options;
        var factory = new LayerFactory(seed, Initialization.UniformFanIn, ScalarType.Float32);
        _encoder = new GraphEncoder(factory, options.Labels?.Count ?? 1, options.StateSize, options.Rounds);
        _pairs = new PairEncoder(factory, options.StateSize, options.PairSize);
        _nodeKeys = new TwoLayers(factory, "nodeKeys", options.StateSize, options.Nodes, options.Nodes);
        register_module("encoder", _encoder);
        register_module("pairs", _pairs);
        register_module("nodeKeys", _nodeKeys);
        if (!options.ConsistentAlignment)
        {
            _pairKeys = new TwoLayers(factory, "pairKeys", options.PairSize, options.Nodes, options.Nodes);
            register_module("pairKeys", _pairKeys);
        }

        _noise = options.Sinkhorn.Noise > 0 ? new Generator((ulong)seed.For("noise").ToInt64()) : null;
    }

    /// <summary>The shape that the network was made with.</summary>
    public GraphEdXOptions Options { get; }

    /// <summary>Predicts with plain tensors, differentiably.</summary>
    /// <param name="graphs">The padded graphs.</param>
    /// <param name="pairs">Pairs of their places.</param>
    /// <returns>Predictions, (B).</returns>
    public override Tensor forward(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs) => Score(_encoder.call(graphs), graphs, pairs);

    private protected override Tensor Score(Tensor encoding, PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        var embedding = Embed(encoding, graphs);
        var (sources, targets) = Places(pairs, graphs.Presence.device);
        var nodeAlignment = Align(embedding.NodeKeys, sources, targets); // (B, N, N)
        var total = zeros([pairs.Count], dtype: embedding.Nodes.dtype, device: embedding.Nodes.device);
        if (Options.Terms.HasFlag(GraphEdXTerms.Edges))
        {
            var pairAlignment = embedding.PairKeys is { } keys ? Align(keys, sources, targets) : PairAlignment.Of(nodeAlignment); // (B, M, M)
            total = total.add(Divergence(
                Options.EdgeDivergence, embedding.Pairs, pairAlignment, graphs.PairAdjacency, sources, targets, Options.Costs.EdgeDeletion, Options.Costs.EdgeInsertion));
        }

        if (Options.Terms.HasFlag(GraphEdXTerms.Nodes))
        {
            var divergence = Divergence(Options.NodeDivergence, embedding.Nodes, nodeAlignment, graphs.Presence, sources, targets, Options.Costs.NodeDeletion, Options.Costs.NodeInsertion);
            total = total.add(divergence.mul(Options.NodeWeight));
        }

        return Labels is null ? total : total.add(Substitution(graphs, nodeAlignment, sources, targets));
    }

    /// <summary>P of each pair: how much of each node of the target stands for each node of the source.</summary>
    /// <param name="graphs">The padded graphs.</param>
    /// <param name="pairs">Pairs of their places.</param>
    /// <returns>Soft alignments, (B, N, N), without gradients.</returns>
    public Tensor NodeAlignments(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(pairs);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (sources, targets) = Places(pairs, graphs.Presence.device);
        return Align(_nodeKeys.call(_encoder.call(graphs)), sources, targets).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override double[] Predict(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(pairs);
        if (!IsFused(graphs))
        {
            return base.Predict(graphs, pairs);
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return Array.ConvertAll(new PairPass(Options, graphs, Embed(new EncoderPass(_encoder, graphs).Nodes, graphs)).Predict(pairs), prediction => (double)prediction);
    }

    /// <summary>X, Z and R of each graph.</summary>
    internal GraphEdXEmbedding Embed(Tensor nodes, PaddedGraphs graphs)
    {
        var pairs = _pairs.call(nodes, graphs); // (K, M, D)
        var pairKeys = _pairKeys?.call(pairs); // (K, M, N)
        return new GraphEdXEmbedding(nodes, _nodeKeys.call(nodes), Options.EmbedsNonEdges ? pairs : pairs.mul(graphs.PairAdjacency.unsqueeze(-1)), pairKeys);
    }

    /// <inheritdoc/>
    internal override double AccumulateGradients(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs, float[] distances)
    {
        if (!IsFused(graphs))
        {
            return base.AccumulateGradients(graphs, pairs, distances);
        }

        using var scope = NewDisposeScope();
        using var live = enable_grad();
        var encoding = new EncoderPass(_encoder, graphs);
        var pass = new PairPass(Options, graphs, Embed(encoding.Nodes, graphs));
        var loss = pass.AccumulateGradients(pairs, distances);
        Differentiate(encoding, pass.Inputs, pass.InputGradients());
        return loss;
    }

    /// <inheritdoc/>
    internal override bool IsFused(PaddedGraphs graphs) => Options.Fused && Options.ConsistencyPenalty == 0 && (Options.Sinkhorn.Noise == 0 || !training) && base.IsFused(graphs);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _noise?.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected override nn.Module<PaddedGraphs, Tensor> Encoder => _encoder;

    private protected override Tensor Penalty(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        if (Options.ConsistencyPenalty == 0)
        {
            return base.Penalty(graphs, pairs);
        }

        var embedding = Embed(_encoder.call(graphs), graphs);
        var (sources, targets) = Places(pairs, graphs.Presence.device);
        var difference = Align(embedding.PairKeys!, sources, targets).sub(PairAlignment.Of(Align(embedding.NodeKeys, sources, targets)));
        return difference.abs().sum([1, 2]).mean().mul(Options.ConsistencyPenalty);
    }

    private static GraphEdXOptions Checked(GraphEdXOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options;
    }

    private Tensor Align(Tensor keys, Tensor sources, Tensor targets)
    {
        var first = keys.index_select(0, sources).unsqueeze(2); // (B, E, 1, N)
        var second = keys.index_select(0, targets).unsqueeze(1); // (B, 1, E, N)
        return GumbelSinkhorn.Normalize(first.sub(second).abs().sum(3).neg(), training ? Options.Sinkhorn : Options.Sinkhorn with { Noise = 0 }, _noise);
    }

    private static Tensor Divergence(
        SetDivergenceKind kind, Tensor vectors, Tensor alignment, Tensor presence, Tensor sources, Tensor targets, double deletion, double insertion) => SetDivergence.Of(
            kind,
            vectors.index_select(0, sources),
            vectors.index_select(0, targets),
            alignment,
            presence.index_select(0, sources),
            presence.index_select(0, targets),
            deletion,
            insertion);

    private Tensor Substitution(PaddedGraphs graphs, Tensor nodeAlignment, Tensor sources, Tensor targets)
    {
        var (first, second) = (graphs.Features.index_select(0, sources), graphs.Features.index_select(0, targets)); // (B, N, F), 0 for padding
        var bothThere = first.sum(2, keepdim: true).bmm(second.sum(2, keepdim: true).transpose(1, 2)); // (B, N, N)
        var differ = bothThere.sub(first.bmm(second.transpose(1, 2)));
        return nodeAlignment.mul(differ).sum([1, 2]).mul(Options.Costs.NodeSubstitution);
    }
}
