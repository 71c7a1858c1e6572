namespace ResearchKit.Graphs;

/// <summary>Well-known graphs without labels, and random ones, for experiments and tests.</summary>
public static class GraphFamilies
{
    /// <summary>A path: nodes in a row.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <returns>The graph.</returns>
    public static Graph Path(int nodes) =>
        Graph.Unlabelled(nodes, Enumerable.Range(0, Math.Max(0, nodes - 1)).Select(i => (i, i + 1)), name: $"path {nodes}");

    /// <summary>A cycle.</summary>
    /// <param name="nodes">Number of nodes, at least 3.</param>
    /// <returns>The graph.</returns>
    public static Graph Cycle(int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 3);
        return Graph.Unlabelled(nodes, Enumerable.Range(0, nodes).Select(i => (i, (i + 1) % nodes)), name: $"cycle {nodes}");
    }

    /// <summary>A star: node 0 joined to all others.</summary>
    /// <param name="leaves">Number of other nodes.</param>
    /// <returns>The graph.</returns>
    public static Graph Star(int leaves) => Graph.Unlabelled(leaves + 1, Enumerable.Range(1, leaves).Select(i => (0, i)), name: $"star {leaves}");

    /// <summary>A wheel: a hub (node 0) joined to every node of a cycle.</summary>
    /// <param name="nodes">Number of nodes, at least 4.</param>
    /// <returns>The graph.</returns>
    public static Graph Wheel(int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 4);
        var rim = Enumerable.Range(1, nodes - 1);
        return Graph.Unlabelled(nodes, rim.Select(i => (0, i)).Concat(rim.Select(i => (i, (i % (nodes - 1)) + 1))), name: $"wheel {nodes}");
    }

    /// <summary>A complete graph.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <returns>The graph.</returns>
    public static Graph Complete(int nodes) =>
        Graph.Unlabelled(nodes, Enumerable.Range(0, nodes).SelectMany(i => Enumerable.Range(i + 1, nodes - 1 - i).Select(j => (i, j))), name: $"complete {nodes}");

    /// <summary>A circular ladder (a prism): two cycles whose nodes are joined one to one; of 2 rungs, a cycle of four nodes.</summary>
    /// <param name="rungs">Nodes of each cycle, at least 2.</param>
    /// <returns>The graph.</returns>
    public static Graph CircularLadder(int rungs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rungs, 2);
        var ring = Enumerable.Range(0, rungs).Select(i => (i, (i + 1) % rungs)).Select(edge => edge.i < edge.Item2 ? edge : (edge.Item2, edge.i)).Distinct().ToArray();
        var edges = ring.Concat(ring.Select(edge => (edge.Item1 + rungs, edge.Item2 + rungs))).Concat(Enumerable.Range(0, rungs).Select(i => (i, i + rungs)));
        return Graph.Unlabelled(2 * rungs, edges, name: $"ladder {rungs}");
    }

    /// <summary>A random graph G(n, p): each pair is joined with the same probability.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <param name="probability">The probability of an edge, from 0 to 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="labels">How many labels nodes are given at random: <c>a</c>, <c>b</c>, ...; 0 for none, at most 26.</param>
    /// <returns>The graph.</returns>
    public static Graph Random(int nodes, double probability, Seed seed, int labels = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        ArgumentOutOfRangeException.ThrowIfNegative(labels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, 26);
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected a probability from 0 to 1.");
        }

        var random = seed.For("edges").ToRandom();
        var edges = new List<LabelledEdge>();
        for (var i = 0; i < nodes; i++)
        {
            for (var j = i + 1; j < nodes; j++)
            {
                if (random.NextDouble() < probability)
                {
                    edges.Add(new LabelledEdge(i, j));
                }
            }
        }

        return new Graph(Labels(nodes, labels, seed), edges, name: $"random {nodes}");
    }

    /// <summary>A random connected graph that is nearly a tree, as small molecules are: every node is joined to a random earlier one, then some pairs more.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <param name="extraEdges">Edges beyond the tree; fewer where the graph becomes complete.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="labels">How many labels nodes are given at random: <c>a</c>, <c>b</c>, ...; 0 for none, at most 26.</param>
    /// <returns>The graph.</returns>
    public static Graph MoleculeLike(int nodes, int extraEdges, Seed seed, int labels = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        ArgumentOutOfRangeException.ThrowIfNegative(extraEdges);
        ArgumentOutOfRangeException.ThrowIfNegative(labels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, 26);
        var random = seed.For("edges").ToRandom();
        var edges = new HashSet<(int, int)>();
        for (var i = 1; i < nodes; i++)
        {
            edges.Add((random.Next(i), i));
        }

        var wanted = Math.Min(edges.Count + (long)extraEdges, (long)nodes * (nodes - 1) / 2);
        while (edges.Count < wanted)
        {
            var (i, j) = (random.Next(nodes), random.Next(nodes));
            if (i != j)
            {
                edges.Add((Math.Min(i, j), Math.Max(i, j)));
            }
        }

        return new Graph(Labels(nodes, labels, seed), edges.Select(edge => new LabelledEdge(edge.Item1, edge.Item2)), name: $"molecule-like {nodes}");
    }

    private static GraphLabel[] Labels(int nodes, int labels, Seed seed)
    {
        var random = seed.For("labels").ToRandom();
        return [.. Enumerable.Range(0, nodes).Select(_ => labels == 0 ? GraphLabel.None : GraphLabel.Of(((char)('a' + random.Next(labels))).ToString()))];
    }
}
