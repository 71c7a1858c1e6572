using ResearchKit.Permutations;

namespace ResearchKit.Graphs;

/// <content>Graphs made from others.</content>
public sealed partial class Graph
{
    /// <summary>Makes a graph without labels.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <param name="edges">The edges; an undirected edge once.</param>
    /// <param name="isDirected">Whether edges have a direction.</param>
    /// <param name="name">What to call the graph, or null.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">An edge has an end that is no node, or occurs twice.</exception>
    public static Graph Unlabelled(int nodes, IEnumerable<(int Source, int Target)> edges, bool isDirected = false, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        return new Graph(Enumerable.Repeat(GraphLabel.None, nodes), edges.Select(edge => new LabelledEdge(edge.Source, edge.Target)), isDirected, name);
    }

    /// <summary>The same graph with its nodes numbered anew.</summary>
    /// <param name="order">New node i is old node <c>order[i]</c>.</param>
    /// <returns>An isomorphic graph.</returns>
    /// <exception cref="ArgumentException">The permutation has another size.</exception>
    public Graph Renumber(Permutation order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Length != NodeCount)
        {
            throw new ArgumentException($"The permutation has {order.Length} elements; expected {NodeCount}, one for each node.", nameof(order));
        }

        var newNumber = order.Inverse();
        return new Graph(
            Enumerable.Range(0, NodeCount).Select(i => NodeLabel(order[i])),
            Edges.Select(edge => new LabelledEdge(newNumber[edge.Source], newNumber[edge.Target], edge.Label)),
            IsDirected,
            Name,
            _nodeNames is null ? null : Enumerable.Range(0, NodeCount).Select(i => _nodeNames[order[i]]));
    }

    /// <summary>The same graph with only some attributes of its nodes and edges, so that the others cost nothing.</summary>
    /// <param name="nodeAttributes">The names to keep at nodes; null keeps all, an empty set none.</param>
    /// <param name="edgeAttributes">The names to keep at edges; null keeps all, an empty set none.</param>
    /// <returns>The graph with smaller labels.</returns>
    public Graph KeepAttributes(IReadOnlySet<string>? nodeAttributes, IReadOnlySet<string>? edgeAttributes) => new(
        Enumerable.Range(0, NodeCount).Select(i => nodeAttributes is null ? NodeLabel(i) : NodeLabel(i).Keep(nodeAttributes)),
        Edges.Select(edge => edgeAttributes is null ? edge : new LabelledEdge(edge.Source, edge.Target, edge.Label.Keep(edgeAttributes))),
        IsDirected,
        Name,
        _nodeNames);

    /// <summary>The same graph under another name.</summary>
    /// <param name="name">The name, or null.</param>
    /// <returns>The graph.</returns>
    public Graph WithName(string? name) =>
        new(Enumerable.Range(0, NodeCount).Select(NodeLabel), Edges, IsDirected, name, _nodeNames);
}
