namespace ResearchKit.Graphs;

/// <summary>What pairing two nodes with a share of their edges gains over deleting one and inserting the other.</summary>
internal static class BranchGains
{
    /// <summary>Fills a matrix of gains: r[i, k] less the share of the most that the edges of i and k can save.</summary>
    public static void Fill(EditProblem problem, double[] gain, double edgeShare)
    {
        var (first, second) = Collect(problem);
        var saving = new EdgeSetSaving(problem);
        for (var i = 0; i < problem.Rows; i++)
        {
            var edges = first[i];
            for (var k = 0; k < problem.Columns; k++)
            {
                var at = (i * problem.Columns) + k;
                gain[at] = problem.NodeGain[at] - (edgeShare * saving.Between(edges, second[k]));
            }
        }
    }

    /// <summary>The sorted codes of all edges of each node of both graphs.</summary>
    public static (EdgeCodeLists First, EdgeCodeLists Second) Collect(EditProblem problem)
    {
        var first = new EdgeCodeLists(problem.SourceNeighbours, problem.SourceCodes);
        var second = new EdgeCodeLists(problem.TargetNeighbours, problem.TargetCodes);
        first.CollectAll();
        second.CollectAll();
        return (first, second);
    }
}
