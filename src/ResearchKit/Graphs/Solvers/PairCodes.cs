namespace ResearchKit.Graphs;

/// <summary>Numbers what lies between two nodes: nothing, an edge, or a directed edge, its reverse, or both.</summary>
/// <remarks>A pair that is read the other way round has the code of its reverse; costs of a pair and of both reverses are equal.</remarks>
internal sealed class PairCodes(EdgeCostTable edges, bool isDirected)
{
    private readonly List<(int Forth, int Back)> _kinds = [(0, 0)];

    /// <summary>Codes so far.</summary>
    public int Count => _kinds.Count;

    /// <summary>The codes of all ordered pairs of a graph.</summary>
    public int[] Of(Graph graph)
    {
        var n = graph.NodeCount;
        var labels = new int[n * n];
        foreach (var edge in graph.Edges)
        {
            if (!edge.IsLoop)
            {
                var code = edges.CodeOf(edge.Label);
                labels[(edge.Source * n) + edge.Target] = code;
                if (!isDirected)
                {
                    labels[(edge.Target * n) + edge.Source] = code;
                }
            }
        }

        var result = new int[n * n];
        foreach (var edge in graph.Edges)
        {
            if (!edge.IsLoop)
            {
                var (there, back) = ((edge.Source * n) + edge.Target, (edge.Target * n) + edge.Source);
                result[there] = CodeOf(labels[there], isDirected ? labels[back] : 0);
                result[back] = CodeOf(labels[back], isDirected ? labels[there] : 0);
            }
        }

        return result;
    }

    /// <summary>The costs between all codes so far; row-major.</summary>
    public double[] Costs()
    {
        var costs = new double[Count * Count];
        for (var a = 0; a < Count; a++)
        {
            for (var b = 0; b < Count; b++)
            {
                costs[(a * Count) + b] = edges[_kinds[a].Forth, _kinds[b].Forth] + edges[_kinds[a].Back, _kinds[b].Back];
            }
        }

        return costs;
    }

    private int CodeOf(int forth, int back)
    {
        var at = _kinds.IndexOf((forth, back));
        if (at < 0)
        {
            at = _kinds.Count;
            _kinds.Add((forth, back));
        }

        return at;
    }
}
