using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Graphs as tensors of one size: every graph is padded with isolated nodes that are not there.</summary>
/// <remarks>Edge labels are not used. Shapes: K graphs, N nodes each, M = N(N − 1)/2 pairs of nodes, F features. The tensors belong to this object and go with it.</remarks>
public sealed class PaddedGraphs : IDisposable
{
    private PackedNodes? _packed;

    private PaddedGraphs(IReadOnlyList<Graph> graphs, int nodes, IReadOnlyList<GraphLabel>? labels)
    {
        (Graphs, Nodes, Labels) = (graphs, nodes, labels);
        EdgeOfPair = new bool[graphs.Count * PairCount];
        LabelOfNode = new int[graphs.Count * nodes];
    }

    /// <summary>The graphs.</summary>
    public IReadOnlyList<Graph> Graphs { get; }

    /// <summary>N: nodes of each graph with padding.</summary>
    public int Nodes { get; }

    /// <summary>M: pairs of nodes, padding included.</summary>
    public int PairCount => NodePairs.Count(Nodes);

    /// <summary>The node labels that features stand for, or null where labels are not used.</summary>
    public IReadOnlyList<GraphLabel>? Labels { get; }

    /// <summary>A: 1 where two nodes are joined, (K, N, N).</summary>
    public Tensor Adjacency { get; private set; } = null!;

    /// <summary>Number of neighbours, (K, N, 1).</summary>
    public Tensor Degrees { get; private set; } = null!;

    /// <summary>u: 1 for a node that is there, 0 for padding, (K, N).</summary>
    public Tensor Presence { get; private set; } = null!;

    /// <summary>Node features, (K, N, F): a single 1, or the label one-hot; 0 for padding.</summary>
    public Tensor Features { get; private set; } = null!;

    /// <summary>r: 1 where a pair of nodes is an edge, (K, M).</summary>
    public Tensor PairAdjacency { get; private set; } = null!;

    /// <summary>The smaller node of each pair, (M).</summary>
    public Tensor FirstNodes { get; private set; } = null!;

    /// <summary>The larger node of each pair, (M).</summary>
    public Tensor SecondNodes { get; private set; } = null!;

    /// <summary>Whether a pair is an edge: graph by graph, M each.</summary>
    internal bool[] EdgeOfPair { get; }

    /// <summary>The place of each node's label, −1 for padding: graph by graph, N each.</summary>
    internal int[] LabelOfNode { get; }

    /// <summary>The nodes without padding.</summary>
    internal PackedNodes Packed => _packed ??= new PackedNodes(Graphs, Nodes, LabelOfNode);

    /// <summary>Pads graphs.</summary>
    /// <param name="graphs">Undirected graphs without loops.</param>
    /// <param name="nodes">N, at least the size of the largest graph.</param>
    /// <param name="labels">The node labels that may occur, or null to leave labels out.</param>
    /// <param name="dataType">The number type of the tensors.</param>
    /// <param name="device">Where the tensors lie; null for the CPU.</param>
    /// <returns>The padded graphs.</returns>
    /// <exception cref="ArgumentException">A graph is directed, has a loop, too many nodes, or a label that is not among <paramref name="labels"/>.</exception>
    public static PaddedGraphs Of(IReadOnlyList<Graph> graphs, int nodes, IReadOnlyList<GraphLabel>? labels = null, ScalarType dataType = ScalarType.Float32, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        var padded = new PaddedGraphs(graphs, nodes, labels);
        var features = labels?.Count ?? 1;
        var (adjacency, presence, values) = (new float[graphs.Count * nodes * nodes], new float[graphs.Count * nodes], new float[graphs.Count * nodes * features]);
        for (var g = 0; g < graphs.Count; g++)
        {
            Check(graphs[g], g, nodes);
            for (var i = 0; i < nodes; i++)
            {
                var place = i >= graphs[g].NodeCount ? -1 : labels is null ? 0 : PlaceOf(labels, graphs[g], g, i);
                padded.LabelOfNode[(g * nodes) + i] = place;
                if (place >= 0)
                {
                    presence[(g * nodes) + i] = 1;
                    values[(((g * nodes) + i) * features) + place] = 1;
                }
            }

            foreach (var edge in graphs[g].Edges)
            {
                adjacency[(((g * nodes) + edge.Source) * nodes) + edge.Target] = 1;
                adjacency[(((g * nodes) + edge.Target) * nodes) + edge.Source] = 1;
                padded.EdgeOfPair[(g * padded.PairCount) + (edge.Source * ((2 * nodes) - edge.Source - 3) / 2) + edge.Target - 1] = true;
            }
        }

        padded.Fill(adjacency, presence, values, features, dataType, device ?? CPU);
        return padded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in new[] { Adjacency, Degrees, Presence, Features, PairAdjacency, FirstNodes, SecondNodes })
        {
            tensor?.Dispose();
        }
    }

    private static void Check(Graph graph, int place, int nodes)
    {
        if (graph.IsDirected || graph.NodeCount > nodes || graph.Edges.Any(edge => edge.IsLoop))
        {
            throw new ArgumentException($"Graph {place} is {graph}; expected an undirected graph without loops of at most {nodes} nodes.", nameof(graph));
        }
    }

    private static int PlaceOf(IReadOnlyList<GraphLabel> labels, Graph graph, int place, int node)
    {
        for (var k = 0; k < labels.Count; k++)
        {
            if (labels[k].Equals(graph.NodeLabel(node)))
            {
                return k;
            }
        }

        throw new ArgumentException($"Node {node} of graph {place} is labelled '{graph.NodeLabel(node)}'; expected one of {string.Join(", ", labels)}.", nameof(graph));
    }

    private void Fill(float[] adjacency, float[] presence, float[] values, int features, ScalarType dataType, Device device)
    {
        using var scope = NewDisposeScope();
        var k = Graphs.Count;
        Tensor Keep(float[] data, params long[] shape) => tensor(data, shape).to(dataType).to(device).DetachFromDisposeScope();
        Adjacency = Keep(adjacency, k, Nodes, Nodes);
        Presence = Keep(presence, k, Nodes);
        Features = Keep(values, k, Nodes, features);
        PairAdjacency = Keep(Array.ConvertAll(EdgeOfPair, edge => edge ? 1f : 0f), k, PairCount);
        Degrees = Adjacency.sum(2, keepdim: true).DetachFromDisposeScope();
        FirstNodes = tensor(NodePairs.First(Nodes), [PairCount], ScalarType.Int64).to(device).DetachFromDisposeScope();
        SecondNodes = tensor(NodePairs.Second(Nodes), [PairCount], ScalarType.Int64).to(device).DetachFromDisposeScope();
    }
}
