using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Graphs;

/// <summary>A graph with labelled nodes and edges, directed or not, loops allowed, at most one edge from a node to another.</summary>
/// <remarks>
/// Nodes are the numbers 0 to <see cref="NodeCount"/> − 1. Immutable and thread safe. Compact: labels are stored once each, edges sorted in compressed rows,
/// 12 bytes an edge and 8 a node beside the labels. Equal graphs have the same numbers, labels and edges; names do not count. Isomorphic ones need not be equal.
/// </remarks>
public sealed partial class Graph : IEquatable<Graph>
{
    private readonly GraphLabel[] _nodeAlphabet;
    private readonly GraphLabel[] _edgeAlphabet;
    private readonly int[] _nodeCode;
    private readonly int[] _edgeCode;
    private readonly int[] _edgeTarget;
    private readonly int[] _rowStart;
    private readonly string[]? _nodeNames;

    /// <summary>Makes a graph.</summary>
    /// <param name="nodeLabels">The label of each node.</param>
    /// <param name="edges">The edges, in any order; an undirected edge once, in either direction.</param>
    /// <param name="isDirected">Whether edges have a direction.</param>
    /// <param name="name">What to call the graph, or null.</param>
    /// <param name="nodeNames">What the nodes are called where the graph comes from, or null for their numbers.</param>
    /// <exception cref="ArgumentException">An edge has an end that is no node, occurs twice, or the names do not fit.</exception>
    public Graph(
        IEnumerable<GraphLabel> nodeLabels, IEnumerable<LabelledEdge> edges, bool isDirected = false, string? name = null, IEnumerable<string>? nodeNames = null)
    {
        ArgumentNullException.ThrowIfNull(nodeLabels);
        ArgumentNullException.ThrowIfNull(edges);
        (_nodeCode, _nodeAlphabet) = Intern(nodeLabels);
        (IsDirected, Name) = (isDirected, name);
        var n = _nodeCode.Length;
        LabelledEdge[] sorted = [.. edges.Select(edge => Oriented(edge, n, isDirected))];
        Array.Sort(sorted, static (a, b) => a.Source != b.Source ? a.Source.CompareTo(b.Source) : a.Target.CompareTo(b.Target));
        for (var k = 1; k < sorted.Length; k++)
        {
            if (sorted[k].Source == sorted[k - 1].Source && sorted[k].Target == sorted[k - 1].Target)
            {
                throw new ArgumentException($"The edge {sorted[k].Source}-{sorted[k].Target} occurs twice; expected at most one edge between two nodes.", nameof(edges));
            }
        }

        (_edgeCode, _edgeAlphabet) = Intern(sorted.Select(edge => edge.Label));
        _edgeTarget = Array.ConvertAll(sorted, edge => edge.Target);
        _rowStart = new int[n + 1];
        foreach (var edge in sorted)
        {
            _rowStart[edge.Source + 1]++;
        }

        for (var i = 0; i < n; i++)
        {
            _rowStart[i + 1] += _rowStart[i];
        }

        _nodeNames = nodeNames?.ToArray();
        if (_nodeNames is not null && _nodeNames.Length != n)
        {
            throw new ArgumentException($"There are {_nodeNames.Length} names for {n} nodes; expected one each.", nameof(nodeNames));
        }
    }

    /// <summary>Number of nodes.</summary>
    public int NodeCount => _nodeCode.Length;

    /// <summary>Number of edges; an undirected edge counts once.</summary>
    public int EdgeCount => _edgeTarget.Length;

    /// <summary>Whether edges have a direction.</summary>
    public bool IsDirected { get; }

    /// <summary>What the graph is called, or null.</summary>
    public string? Name { get; }

    /// <summary>The edges, sorted by source and target.</summary>
    public IEnumerable<LabelledEdge> Edges
    {
        get
        {
            for (var i = 0; i < NodeCount; i++)
            {
                for (var k = _rowStart[i]; k < _rowStart[i + 1]; k++)
                {
                    yield return new LabelledEdge(i, _edgeTarget[k], _edgeAlphabet[_edgeCode[k]]);
                }
            }
        }
    }

    /// <summary>The distinct node labels.</summary>
    public IReadOnlyList<GraphLabel> NodeAlphabet => _nodeAlphabet;

    /// <summary>The distinct edge labels.</summary>
    public IReadOnlyList<GraphLabel> EdgeAlphabet => _edgeAlphabet;

    /// <summary>For each node the place of its label in <see cref="NodeAlphabet"/>.</summary>
    internal ReadOnlySpan<int> NodeCodes => _nodeCode;

    /// <summary>The label of a node.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The label.</returns>
    public GraphLabel NodeLabel(int node) => _nodeAlphabet[_nodeCode[node]];

    /// <summary>What a node is called where the graph comes from; its number where it has no name.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The name.</returns>
    public string NodeName(int node) => _nodeNames?[node] ?? NumberOf(node);

    /// <summary>Finds an edge.</summary>
    /// <param name="source">The node that it starts at.</param>
    /// <param name="target">The node that it ends at.</param>
    /// <param name="label">What it carries.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryGetEdge(int source, int target, [NotNullWhen(true)] out GraphLabel? label)
    {
        var (from, to) = !IsDirected && source > target ? (target, source) : (source, target);
        var at = Array.BinarySearch(_edgeTarget, _rowStart[from], _rowStart[from + 1] - _rowStart[from], to);
        label = at >= 0 ? _edgeAlphabet[_edgeCode[at]] : null;
        return at >= 0;
    }

    /// <summary>Whether there is an edge.</summary>
    /// <param name="source">The node that it starts at.</param>
    /// <param name="target">The node that it ends at.</param>
    /// <returns>Whether it is there.</returns>
    public bool HasEdge(int source, int target) => TryGetEdge(source, target, out _);

    /// <inheritdoc/>
    public bool Equals(Graph? other) => other is not null && NodeCount == other.NodeCount && EdgeCount == other.EdgeCount && IsDirected == other.IsDirected
        && Enumerable.Range(0, NodeCount).All(i => NodeLabel(i).Equals(other.NodeLabel(i))) && Edges.SequenceEqual(other.Edges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Graph);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(NodeCount);
        hash.Add(IsDirected);
        foreach (var edge in Edges)
        {
            hash.Add(edge);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name ?? "graph"}: {NodeCount} nodes, {EdgeCount} {(IsDirected ? "directed " : string.Empty)}edges";

    private static string NumberOf(int node) => node.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static LabelledEdge Oriented(LabelledEdge edge, int nodes, bool isDirected)
    {
        if ((uint)edge.Source >= (uint)nodes || (uint)edge.Target >= (uint)nodes)
        {
            throw new ArgumentException($"The edge {edge.Source}-{edge.Target} leaves the graph; expected nodes 0 to {nodes - 1}.", nameof(edge));
        }

        return isDirected || edge.Source <= edge.Target ? edge : new LabelledEdge(edge.Target, edge.Source, edge.Label);
    }

    private static (int[] Codes, GraphLabel[] Alphabet) Intern(IEnumerable<GraphLabel> labels)
    {
        var places = new Dictionary<GraphLabel, int>();
        var codes = new List<int>();
        foreach (var label in labels)
        {
            ArgumentNullException.ThrowIfNull(label, nameof(labels));
            if (!places.TryGetValue(label, out var code))
            {
                code = places.Count;
                places.Add(label, code);
            }

            codes.Add(code);
        }

        return ([.. codes], [.. places.OrderBy(pair => pair.Value).Select(pair => pair.Key)]);
    }
}
