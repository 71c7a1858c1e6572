namespace ResearchKit.Graphs.Neural;

/// <summary>Graphs to learn edit distances from, with where they come from.</summary>
/// <param name="Name">What the collection is called, for example <c>SYN-90</c>.</param>
/// <param name="Origin">A sentence about where the graphs come from.</param>
/// <param name="Graphs">The graphs; no two are isomorphic.</param>
public sealed record NamedGraphs(string Name, string Origin, IReadOnlyList<Graph> Graphs)
{
    /// <summary>The largest number of nodes of a graph, 0 without graphs.</summary>
    public int LargestGraph => Graphs.Count == 0 ? 0 : Graphs.Max(graph => graph.NodeCount);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Graphs.Count} graphs of up to {LargestGraph} nodes. {Origin}";
}
