using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>GraphEdX from embeddings to predictions and back, pair by pair, without tensors: alignment, surrogates and all their gradients.</summary>
/// <remarks>
/// Message passing and embeddings stay with the tensor engine, which knows their gradients; what follows is many tiny matrices for each pair, where calling an operator costs more than the operator.
/// <see cref="GraphEdX.forward"/> is the plain form.
/// </remarks>
internal sealed class PairPass
{
    private readonly GraphEdXOptions _options;
    private readonly PaddedGraphs _graphs;
    private readonly GraphEdXEmbedding _embedding;
    private readonly List<(Tensor Tensor, RowBlock Gradient)> _inputs = [];
    private readonly KeyDistances _nodes;
    private readonly RowBlock _nodeKeyGradient;
    private readonly KeyDistances? _pairs;
    private readonly RowBlock? _pairKeyGradient;
    private readonly InducedAlignment? _induced;
    private readonly DivergencePass? _nodeTerm;
    private readonly RowBlock? _nodeGradient;
    private readonly DivergencePass? _edgeTerm;
    private readonly RowBlock? _pairGradient;

    public PairPass(GraphEdXOptions options, PaddedGraphs graphs, GraphEdXEmbedding embedding)
    {
        (_options, _graphs, _embedding) = (options, graphs, embedding);
        var costs = options.Costs;
        var nodeKeys = RowBlock.Of(embedding.NodeKeys);
        _nodes = new KeyDistances(nodeKeys, new SinkhornTape(options.Nodes, options.Sinkhorn));
        _nodeKeyGradient = Input(embedding.NodeKeys, nodeKeys);
        if (options.Terms.HasFlag(GraphEdXTerms.Nodes))
        {
            var block = RowBlock.Of(embedding.Nodes);
            var presence = Array.ConvertAll(graphs.LabelOfNode, label => label >= 0);
            _nodeTerm = new DivergencePass(block, presence, options.NodeDivergence, options.NodeWeight * costs.NodeDeletion, options.NodeWeight * costs.NodeInsertion);
            _nodeGradient = Input(embedding.Nodes, block);
        }

        if (options.Terms.HasFlag(GraphEdXTerms.Edges))
        {
            var block = RowBlock.Of(embedding.Pairs);
            _edgeTerm = new DivergencePass(block, graphs.EdgeOfPair, options.EdgeDivergence, costs.EdgeDeletion, costs.EdgeInsertion);
            _pairGradient = Input(embedding.Pairs, block);
            _induced = options.ConsistentAlignment ? new InducedAlignment(options.Nodes) : null;
        }

        if (_edgeTerm is not null && embedding.PairKeys is { } keys)
        {
            var pairKeys = RowBlock.Of(keys);
            _pairs = new KeyDistances(pairKeys, new SinkhornTape(graphs.PairCount, options.Sinkhorn));
            _pairKeyGradient = Input(keys, pairKeys);
        }
    }

    /// <summary>Predicts without gradients.</summary>
    public float[] Predict(IReadOnlyList<GraphPair> pairs) => [.. pairs.Select(pair => Run(pair, _ => 0))];

    /// <summary>Adds the gradients of the mean squared error by the embeddings, and returns the error.</summary>
    public double AccumulateGradients(IReadOnlyList<GraphPair> pairs, float[] distances)
    {
        var loss = 0.0;
        for (var k = 0; k < pairs.Count; k++)
        {
            var distance = distances[k];
            var prediction = Run(pairs[k], prediction => 2 * (prediction - distance) / pairs.Count);
            loss += (double)(prediction - distance) * (prediction - distance);
        }

        return loss / pairs.Count;
    }

    /// <summary>The embeddings that the predictions depend on, for the tensor engine to carry the gradients on to the parameters.</summary>
    public IList<Tensor> Inputs => [.. _inputs.Select(input => input.Tensor)];

    /// <summary>The gradients by <see cref="Inputs"/>.</summary>
    public IList<Tensor> InputGradients() => [.. _inputs.Select(input => input.Gradient.ToTensor())];

    /// <summary>Predicts one pair; where the slope of the loss in the prediction is not 0, adds the gradients.</summary>
    private float Run(GraphPair pair, Func<float, float> slopeOf)
    {
        var (first, second) = (pair.Source, pair.Target);
        _nodes.Forward(first, second);
        var prediction = _nodeTerm?.Forward(first, second, _nodes.Plan, _nodes.PlanGradient) ?? 0;
        prediction += Substitution(first, second);
        if (_edgeTerm is not null)
        {
            _pairs?.Forward(first, second);
            _induced?.Forward(_nodes.Plan);
            prediction += _edgeTerm.Forward(first, second, _pairs?.Plan ?? _induced!.Plan, _pairs?.PlanGradient ?? _induced!.PlanGradient);
        }

        var slope = slopeOf(prediction);
        _induced?.Backward(_nodes.Plan, _nodes.PlanGradient);
        _nodeTerm?.Backward(first, second, _nodeGradient!, slope);
        _edgeTerm?.Backward(first, second, _pairGradient!, slope);
        if (slope != 0)
        {
            _nodes.Backward(first, second, _nodeKeyGradient, slope);
            _pairs?.Backward(first, second, _pairKeyGradient!, slope);
        }

        return prediction;
    }

    /// <summary>ns Σ P_ij over nodes that are there and differ in their labels.</summary>
    private float Substitution(int first, int second)
    {
        if (_graphs.Labels is null)
        {
            return 0;
        }

        var (n, stride, cost, total) = (_graphs.Nodes, RowBlock.StrideOf(_graphs.Nodes), (float)_options.Costs.NodeSubstitution, 0f);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var (a, b) = (_graphs.LabelOfNode[(first * n) + i], _graphs.LabelOfNode[(second * n) + j]);
                if (a >= 0 && b >= 0 && a != b)
                {
                    total += cost * _nodes.Plan[(i * stride) + j];
                    _nodes.PlanGradient[(i * stride) + j] += cost;
                }
            }
        }

        return total;
    }

    private RowBlock Input(Tensor tensor, RowBlock block)
    {
        var gradient = new RowBlock(block.Graphs, block.Rows, block.Width);
        _inputs.Add((tensor, gradient));
        return gradient;
    }
}
