namespace ResearchKit.Graphs;

/// <summary>Twins: nodes that can change places without the graph changing. Searches need only try maps that take them in order.</summary>
/// <remarks>Being twins is transitive, so that nodes fall into classes. Of all maps that differ by twins alone, the first in dictionary order survives.</remarks>
internal static class TwinNodes
{
    /// <summary>For each node the twin before it in its class, −1 for the first.</summary>
    /// <param name="codes">The pair codes, n × n.</param>
    /// <param name="nodes">n.</param>
    /// <param name="haveEqualCosts">Whether two nodes cost the same whatever becomes of them.</param>
    public static int[] Find(int[] codes, int nodes, Func<int, int, bool> haveEqualCosts)
    {
        var before = new int[nodes];
        for (var b = 0; b < nodes; b++)
        {
            before[b] = -1;
            for (var a = b - 1; a >= 0 && before[b] < 0; a--)
            {
                if (haveEqualCosts(a, b) && CanChangePlaces(codes, nodes, a, b))
                {
                    before[b] = a;
                }
            }
        }

        return before;
    }

    /// <summary>Twins of the first graph.</summary>
    public static int[] OfSource(EditProblem problem) => Find(problem.SourceCodes, problem.Rows, (a, b) =>
        problem.NodeGain.AsSpan(a * problem.Columns, problem.Columns).SequenceEqual(problem.NodeGain.AsSpan(b * problem.Columns, problem.Columns)));

    /// <summary>Twins of the second graph.</summary>
    public static int[] OfTarget(EditProblem problem) => Find(problem.TargetCodes, problem.Columns, (a, b) =>
    {
        for (var i = 0; i < problem.Rows; i++)
        {
            if (problem.NodeGain[(i * problem.Columns) + a] != problem.NodeGain[(i * problem.Columns) + b])
            {
                return false;
            }
        }

        return true;
    });

    private static bool CanChangePlaces(int[] codes, int nodes, int a, int b)
    {
        var rowA = codes.AsSpan(a * nodes, nodes);
        var rowB = codes.AsSpan(b * nodes, nodes);
        if (rowA[b] != rowB[a])
        {
            return false;
        }

        for (var c = 0; c < nodes; c++)
        {
            if (rowA[c] != rowB[c] && c != a && c != b)
            {
                return false;
            }
        }

        return true;
    }
}
