namespace ResearchKit.Graphs;

/// <summary>The nodes of both graphs as codes from 1, equal where nodes cost the same, with the costs between codes: what edges have as pair codes.</summary>
internal sealed class NodeClasses
{
    public NodeClasses(EditProblem problem)
    {
        var (source, target) = (problem.Source, problem.Target);
        if (HasLoop(source) || HasLoop(target))
        {
            // A loop belongs to its node, so that nodes of one label cost differently: each is a class of its own.
            Count = source.NodeCount + target.NodeCount + 1;
            First = [.. Enumerable.Range(1, source.NodeCount)];
            Second = [.. Enumerable.Range(source.NodeCount + 1, target.NodeCount)];
            Cost = OfNodes(problem);
        }
        else
        {
            GraphLabel[] labels = [.. source.NodeAlphabet.Union(target.NodeAlphabet)];
            Count = labels.Length + 1;
            First = CodesOf(source, labels);
            Second = CodesOf(target, labels);
            Cost = OfLabels(problem.Costs, labels);
        }
    }

    /// <summary>Number of codes, 0 included.</summary>
    public int Count { get; }

    /// <summary>The code of each node of the first graph.</summary>
    public int[] First { get; }

    /// <summary>The code of each node of the second graph.</summary>
    public int[] Second { get; }

    /// <summary>What it costs to turn one code into another, 0 being nothing; row-major, never dearer than deletion and insertion.</summary>
    public double[] Cost { get; }

    private static bool HasLoop(Graph graph)
    {
        for (var i = 0; i < graph.NodeCount; i++)
        {
            if (graph.HasEdge(i, i))
            {
                return true;
            }
        }

        return false;
    }

    private static int[] CodesOf(Graph graph, GraphLabel[] labels)
    {
        var ofAlphabet = graph.NodeAlphabet.Select(label => Array.IndexOf(labels, label) + 1).ToArray();
        var codes = new int[graph.NodeCount];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = ofAlphabet[graph.NodeCodes[i]];
        }

        return codes;
    }

    private static double[] OfLabels(IEditCosts costs, GraphLabel[] labels)
    {
        var count = labels.Length + 1;
        var table = new double[count * count];
        for (var a = 1; a < count; a++)
        {
            table[a * count] = EditCostCheck.Require(costs.NodeDeletion(labels[a - 1]), "deleting a node", labels[a - 1]);
            table[a] = EditCostCheck.Require(costs.NodeInsertion(labels[a - 1]), "inserting a node", labels[a - 1]);
        }

        for (var a = 1; a < count; a++)
        {
            for (var b = 1; b < count; b++)
            {
                var change = EditCostCheck.Require(costs.NodeSubstitution(labels[a - 1], labels[b - 1]), "changing a node", labels[a - 1], labels[b - 1]);
                table[(a * count) + b] = Math.Min(change, table[a * count] + table[b]);
            }
        }

        return table;
    }

    private double[] OfNodes(EditProblem problem)
    {
        var table = new double[Count * Count];
        for (var i = 0; i < problem.Rows; i++)
        {
            table[First[i] * Count] = problem.NodeDeletion[i];
            for (var k = 0; k < problem.Columns; k++)
            {
                table[Second[k]] = problem.NodeInsertion[k];
                table[(First[i] * Count) + Second[k]] = Math.Min(problem.NodeSubstitution[(i * problem.Columns) + k], problem.NodeDeletion[i] + problem.NodeInsertion[k]);
            }
        }

        return table;
    }
}
