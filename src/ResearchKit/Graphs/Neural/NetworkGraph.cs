using System.Globalization;
using ResearchKit.Merging.PartialMatching;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>A multilayer perceptron as a graph: a node for each unit, an edge for each weight, so that the edit distance of two networks is what a partial alignment of their units costs.</summary>
/// <remarks>
/// Hidden units have no name: a hidden unit may become any hidden unit of the same layer of the other network, or be deleted, or inserted. Inputs and outputs must stay themselves. With <see cref="Costs"/> an edit
/// path costs Σ |a − b| over weights and biases that become each other and Σ |a| over those that go or come: the L1 distance of the networks where missing units are 0. (Squares would not do: where signs
/// differ, removing a weight and adding another would be cheaper than changing it.) A price for each pair of hidden units leaves those apart that share little: a pair is worth it where
/// 2 Σ min(|a|, |b|) over weights of the same sign exceeds the price.
/// With one hidden layer every edge ends at an input or an output, so that the distance is an error-correcting assignment of units; with more it is quadratic, and <see cref="Align"/> goes round layer by layer.
/// </remarks>
public sealed class NetworkGraph
{
    private const string LayerName = "layer";
    private const string UnitName = "unit";
    private const string BiasName = "bias";
    private const string WeightName = "weight";
    private const double Tolerance = 1e-12;

    private readonly double[][] _biases;
    private readonly double[][,] _weights;
    private readonly int[] _start;

    private NetworkGraph(IReadOnlyList<string> layers, double[][,] weights, double[][] biases)
    {
        (HiddenLayers, _weights, _biases) = ([.. layers.Take(layers.Count - 1)], weights, biases);
        Widths = [weights[0].GetLength(1), .. weights.Select(matrix => matrix.GetLength(0))];
        _start = [.. Widths.Select((_, layer) => Widths.Take(layer).Sum())];
        Graph = Build();
    }

    /// <summary>The graph: inputs, hidden layers and outputs in order.</summary>
    public Graph Graph { get; }

    /// <summary>Units of each layer, inputs first.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>The names of the hidden layers, which are the groups of <see cref="Permutations.PermutationSpecs.Mlp"/>.</summary>
    public IReadOnlyList<string> HiddenLayers { get; }

    /// <summary>Makes the graph of a network.</summary>
    /// <param name="stateDict">For each layer in order <c>name.weight</c>, (outputs, inputs), and perhaps <c>name.bias</c>.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">A tensor is of another kind, or layers do not fit.</exception>
    public static NetworkGraph Of(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        const string suffix = ".weight";
        string[] layers = [.. stateDict.Keys.Where(name => name.EndsWith(suffix, StringComparison.Ordinal)).Select(name => name[..^suffix.Length])];
        var stranger = stateDict.Keys.FirstOrDefault(name => !layers.Any(layer => name == layer + suffix || name == $"{layer}.bias"));
        if (layers.Length == 0 || stranger is not null)
        {
            throw new ArgumentException(stranger is null ? "There is no tensor 'name.weight'; expected one for each layer." : $"There is a tensor '{stranger}'; expected weights and biases of dense layers alone.", nameof(stateDict));
        }

        var (weights, biases) = (new double[layers.Length][,], new double[layers.Length][]);
        for (var l = 0; l < layers.Length; l++)
        {
            var weight = stateDict[layers[l] + suffix];
            if (weight.dim() != 2 || (l > 0 && weight.shape[1] != weights[l - 1].GetLength(0)))
            {
                throw new ArgumentException(
                    $"{layers[l]}.weight has the shape ({string.Join(", ", weight.shape)}); expected (outputs, {(l > 0 ? weights[l - 1].GetLength(0) : "inputs")}).", nameof(stateDict));
            }

            var (rows, columns) = ((int)weight.shape[0], (int)weight.shape[1]);
            weights[l] = new double[rows, columns];
            Buffer.BlockCopy(Numbers(weight), 0, weights[l], 0, rows * columns * sizeof(double));
            biases[l] = stateDict.TryGetValue($"{layers[l]}.bias", out var bias) ? Numbers(bias) : new double[rows];
            if (biases[l].Length != rows)
            {
                throw new ArgumentException($"{layers[l]}.bias has {biases[l].Length} numbers; expected {rows}.", nameof(stateDict));
            }
        }

        return new NetworkGraph(layers, weights, biases);
    }

    /// <summary>The costs under which the edit distance of two networks is the cost of the best partial alignment.</summary>
    /// <param name="source">The first network.</param>
    /// <param name="target">The second network.</param>
    /// <param name="pairPrice">What a pair of hidden units costs beside the difference of their weights; at least 0.</param>
    /// <returns>The costs.</returns>
    public static IEditCosts Costs(NetworkGraph source, NetworkGraph target, double pairPrice = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(pairPrice);

        // Dearer than deleting one network and inserting the other, so that no optimal path does it.
        var forbidden = 2 * (1 + source.Size(pairPrice) + target.Size(pairPrice));
        double Gone(GraphLabel label) => label.Number(UnitName) >= 0 ? forbidden : Math.Abs(label.Number(BiasName));
        double Changed(GraphLabel from, GraphLabel to) => from.Number(LayerName) == to.Number(LayerName) && from.Number(UnitName) == to.Number(UnitName)
            ? Math.Abs(from.Number(BiasName) - to.Number(BiasName)) + (from.Number(UnitName) < 0 ? pairPrice : 0)
            : forbidden;
        return new FunctionEditCosts
        {
            NodeDeletion = Gone,
            NodeInsertion = Gone,
            NodeSubstitution = Changed,
            EdgeDeletion = label => Math.Abs(label.Number(WeightName)),
            EdgeInsertion = label => Math.Abs(label.Number(WeightName)),
            EdgeSubstitution = (from, to) => Math.Abs(from.Number(WeightName) - to.Number(WeightName)),
        };
    }

    /// <summary>Aligns the hidden units of two networks layer by layer, each by an error-correcting assignment with the others held, until nothing gets cheaper.</summary>
    /// <param name="source">The first network.</param>
    /// <param name="target">The second network, of the same depth, inputs and outputs.</param>
    /// <param name="pairPrice">What a pair of hidden units costs beside the difference of their weights; at least 0.</param>
    /// <returns>A map of all nodes; with one hidden layer an optimal one.</returns>
    /// <exception cref="ArgumentException">The networks differ in depth, inputs or outputs.</exception>
    public static NodeMap Align(NetworkGraph source, NetworkGraph target, double pairPrice = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(pairPrice);
        Check(source, target);
        var layers = source.Widths.Count;
        var maps = Enumerable.Range(0, layers).Select(l => Enumerable.Range(0, source.Widths[l]).Select(i => l == 0 || l == layers - 1 ? i : -1).ToArray()).ToArray();
        var best = double.PositiveInfinity;
        while (true)
        {
            for (var l = 1; l < layers - 1; l++)
            {
                new UnitAssignment(source._weights, source._biases, target._weights, target._biases, l, pairPrice).Improve(maps);
            }

            var map = Joined(source, target, maps);
            var cost = new EditPath(source.Graph, target.Graph, Costs(source, target, pairPrice), map).Cost;
            if (cost >= best - (Tolerance * Math.Max(1, cost)))
            {
                return map;
            }

            best = cost;
        }
    }

    /// <summary>The hidden units that a map pairs, as an alignment that networks can be merged by.</summary>
    /// <param name="source">The first network.</param>
    /// <param name="target">The second network.</param>
    /// <param name="map">A map of all nodes that keeps layers.</param>
    /// <returns>The partial alignment.</returns>
    /// <exception cref="ArgumentException">The map does not fit, or a unit leaves its layer.</exception>
    public static PartialAlignment ToPartialAlignment(NetworkGraph source, NetworkGraph target, NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(map);
        Check(source, target);
        if (map.SourceCount != source.Graph.NodeCount || map.TargetCount != target.Graph.NodeCount)
        {
            throw new ArgumentException($"The map goes from {map.SourceCount} to {map.TargetCount} nodes; expected {source.Graph.NodeCount} and {target.Graph.NodeCount}.", nameof(map));
        }

        return new PartialAlignment(source.HiddenLayers.Select((name, hidden) =>
        {
            var (layer, n, m) = (hidden + 1, source.Widths[hidden + 1], target.Widths[hidden + 1]);
            var pairs = Enumerable.Range(0, n).Where(i => map[source._start[layer] + i] >= 0).Select(i => (i, map[source._start[layer] + i] - target._start[layer]));
            return KeyValuePair.Create(name, new PartialGroup(n, m, pairs));
        }));
    }

    /// <summary>The map of all nodes that a partial alignment of hidden units stands for.</summary>
    /// <param name="source">The first network.</param>
    /// <param name="target">The second network.</param>
    /// <param name="partial">The alignment, a group for each hidden layer.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">A group is missing or of another size.</exception>
    public static NodeMap ToNodeMap(NetworkGraph source, NetworkGraph target, PartialAlignment partial)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(partial);
        Check(source, target);
        var last = source.Widths.Count - 1;
        var maps = Enumerable.Range(0, last + 1).Select(l => Enumerable.Range(0, source.Widths[l]).Select(i => l == 0 || l == last ? i : -1).ToArray()).ToArray();
        for (var l = 1; l < last; l++)
        {
            var group = partial[source.HiddenLayers[l - 1]];
            if (group.SizeA != source.Widths[l] || group.SizeB != target.Widths[l])
            {
                throw new ArgumentException($"Group '{source.HiddenLayers[l - 1]}' pairs {group.SizeA} with {group.SizeB} units; expected {source.Widths[l]} and {target.Widths[l]}.", nameof(partial));
            }

            for (var k = 0; k < group.MergedA.Length; k++)
            {
                maps[l][group.MergedA[k]] = group.MergedB[k];
            }
        }

        return Joined(source, target, maps);
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return [.. tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>()];
    }

    private static NodeMap Joined(NetworkGraph source, NetworkGraph target, int[][] maps) =>
        new([.. maps.SelectMany((map, l) => map.Select(k => k < 0 ? -1 : target._start[l] + k))], target.Graph.NodeCount);

    private static void Check(NetworkGraph source, NetworkGraph target)
    {
        if (!source.HiddenLayers.SequenceEqual(target.HiddenLayers) || source.Widths[0] != target.Widths[0] || source.Widths[^1] != target.Widths[^1])
        {
            throw new ArgumentException($"The networks have the widths {string.Join("-", source.Widths)} and {string.Join("-", target.Widths)}; expected the same layers, inputs and outputs.", nameof(target));
        }
    }

    private double Size(double pairPrice) =>
        _weights.Sum(matrix => matrix.Cast<double>().Sum(Math.Abs)) + _biases.Sum(bias => bias.Sum(Math.Abs)) + (pairPrice * Widths.Sum());

    private Graph Build()
    {
        var (nodes, edges) = (new List<GraphLabel>(), new List<LabelledEdge>());
        for (var l = 0; l < Widths.Count; l++)
        {
            for (var i = 0; i < Widths[l]; i++)
            {
                // Hidden units are all called -1: they can change places.
                nodes.Add(GraphLabel.Of([new(LayerName, AttributeValue.Of(l)), new(UnitName, AttributeValue.Of(l == 0 || l == Widths.Count - 1 ? i : -1)), new(BiasName, AttributeValue.Of(l == 0 ? 0 : _biases[l - 1][i]))]));
                for (var j = 0; l > 0 && j < Widths[l - 1]; j++)
                {
                    edges.Add(new LabelledEdge(_start[l - 1] + j, _start[l] + i, GraphLabel.Of([new(WeightName, AttributeValue.Of(_weights[l - 1][i, j]))])));
                }
            }
        }

        var names = Widths.SelectMany((width, l) => Enumerable.Range(0, width).Select(i => string.Create(CultureInfo.InvariantCulture, $"{(l == 0 ? "x" : l == Widths.Count - 1 ? "y" : $"h{l}.")}{i}")));
        return new Graph(nodes, edges, name: string.Join("-", Widths), nodeNames: names);
    }
}
