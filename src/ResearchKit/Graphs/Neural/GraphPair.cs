namespace ResearchKit.Graphs.Neural;

/// <summary>Two graphs of a collection, by their places: the one that is edited, the one that it becomes.</summary>
/// <param name="Source">The place of the first graph.</param>
/// <param name="Target">The place of the second graph.</param>
public readonly record struct GraphPair(int Source, int Target)
{
    /// <summary>All pairs of some graphs: each unordered pair once, a graph with itself too, so k(k + 1)/2 of k graphs.</summary>
    /// <remarks>The earlier of both is the source, as in the released code of GraphEdX; with unequal costs the other direction would be another distance.</remarks>
    /// <param name="graphs">Places of graphs.</param>
    /// <returns>The pairs, sorted by the order of <paramref name="graphs"/>.</returns>
    public static GraphPair[] AllOf(IReadOnlyList<int> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        return [.. Enumerable.Range(0, graphs.Count).SelectMany(i => Enumerable.Range(i, graphs.Count - i).Select(j => new GraphPair(graphs[i], graphs[j])))];
    }
}
