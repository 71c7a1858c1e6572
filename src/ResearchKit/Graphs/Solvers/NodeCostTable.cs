namespace ResearchKit.Graphs;

/// <summary>The costs of nodes with their loops; labels are asked for once each, not once a node.</summary>
internal sealed class NodeCostTable
{
    public NodeCostTable(Graph source, Graph target, IEditCosts costs, EdgeCostTable edges)
    {
        var (n, m) = (source.NodeCount, target.NodeCount);
        Deletion = Spread(source, label => EditCostCheck.Require(costs.NodeDeletion(label), "deleting a node", label));
        Insertion = Spread(target, label => EditCostCheck.Require(costs.NodeInsertion(label), "inserting a node", label));
        var (rows, columns) = (source.NodeAlphabet, target.NodeAlphabet);
        var change = new double[rows.Count * columns.Count];
        for (var a = 0; a < rows.Count; a++)
        {
            for (var b = 0; b < columns.Count; b++)
            {
                change[(a * columns.Count) + b] = EditCostCheck.Require(costs.NodeSubstitution(rows[a], columns[b]), "changing a node", rows[a], columns[b]);
            }
        }

        Substitution = new double[n * m];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < m; k++)
            {
                Substitution[(i * m) + k] = change[(source.NodeCodes[i] * columns.Count) + target.NodeCodes[k]];
            }
        }

        AddLoops(Loops(source, edges), Loops(target, edges), edges);
    }

    /// <summary>Row-major, shape [nodes of the first graph, nodes of the second].</summary>
    public double[] Substitution { get; }

    public double[] Deletion { get; }

    public double[] Insertion { get; }

    private static double[] Spread(Graph graph, Func<GraphLabel, double> cost)
    {
        var ofLabel = new double[graph.NodeAlphabet.Count];
        for (var a = 0; a < ofLabel.Length; a++)
        {
            ofLabel[a] = cost(graph.NodeAlphabet[a]);
        }

        var result = new double[graph.NodeCount];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = ofLabel[graph.NodeCodes[i]];
        }

        return result;
    }

    /// <summary>The place of each node's loop, or null where no node has one.</summary>
    private static int[]? Loops(Graph graph, EdgeCostTable edges)
    {
        int[]? result = null;
        for (var i = 0; i < graph.NodeCount; i++)
        {
            if (graph.TryGetEdge(i, i, out var label))
            {
                result ??= new int[graph.NodeCount];
                result[i] = edges.CodeOf(label);
            }
        }

        return result;
    }

    private void AddLoops(int[]? source, int[]? target, EdgeCostTable edges)
    {
        if (source is null && target is null)
        {
            return;
        }

        for (var i = 0; i < Deletion.Length; i++)
        {
            Deletion[i] += source is null ? 0 : edges[source[i], 0];
            for (var k = 0; k < Insertion.Length; k++)
            {
                Substitution[(i * Insertion.Length) + k] += edges[source?[i] ?? 0, target?[k] ?? 0];
            }
        }

        for (var k = 0; k < Insertion.Length; k++)
        {
            Insertion[k] += target is null ? 0 : edges[0, target[k]];
        }
    }
}
