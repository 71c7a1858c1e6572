namespace ResearchKit.Graphs.Neural;

/// <summary>Keeps the first of isomorphic graphs.</summary>
/// <remarks>Graphs with different colour refinements are not isomorphic; those with the same are when their edit distance at positive costs is 0, which the exact solver decides.</remarks>
internal sealed class DistinctGraphs
{
    private readonly Dictionary<string, List<Graph>> _seen = [];

    /// <summary>Whether a graph is isomorphic to none before; it is remembered then.</summary>
    public bool Add(Graph graph)
    {
        var key = Refinement(graph);
        if (!_seen.TryGetValue(key, out var alike))
        {
            _seen.Add(key, alike = []);
        }

        if (alike.Exists(other => GraphEditDistance.Between(other, graph).Cost == 0))
        {
            return false;
        }

        alike.Add(graph);
        return true;
    }

    /// <summary>The sorted colours of all nodes after as many rounds of colour refinement as there are nodes (Weisfeiler and Leman, 1968).</summary>
    private static string Refinement(Graph graph)
    {
        var n = graph.NodeCount;
        var colors = Enumerable.Range(0, n).Select(i => GraphFingerprint.Of($"v {graph.NodeLabel(i)}")).ToArray();
        var neighbours = Enumerable.Range(0, n).Select(_ => new List<(int Node, string Word)>()).ToArray();
        foreach (var edge in graph.Edges)
        {
            neighbours[edge.Source].Add((edge.Target, $"out {edge.Label}"));
            neighbours[edge.Target].Add((edge.Source, graph.IsDirected ? $"in {edge.Label}" : $"out {edge.Label}"));
        }

        for (var round = 0; round < n; round++)
        {
            var before = colors;
            colors = [.. Enumerable.Range(0, n).Select(i => GraphFingerprint.Of(before[i] + string.Concat(neighbours[i].Select(next => $"|{next.Word} {before[next.Node]}").Order(StringComparer.Ordinal))))];
            if (colors.Distinct().Count() == before.Distinct().Count() && round > 0)
            {
                break;
            }
        }

        return (graph.IsDirected ? "d" : "u") + string.Concat(colors.Order(StringComparer.Ordinal));
    }
}
