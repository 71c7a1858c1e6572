namespace ResearchKit.Graphs;

/// <summary>The order in which a search decides the nodes of the first graph.</summary>
internal static class SearchOrder
{
    /// <summary>Most neighbours already in the order first, then the largest degree, then the label that is rarest in the second graph, then the lowest number.</summary>
    public static int[] Of(EditProblem problem)
    {
        var n = problem.Rows;
        var order = new int[n];
        var ordered = new bool[n];
        var joined = new int[n];
        var likeness = Likeness(problem);
        for (var t = 0; t < n; t++)
        {
            var best = -1;
            for (var i = 0; i < n; i++)
            {
                if (!ordered[i] && (best < 0 || IsBefore(problem, joined, likeness, i, best)))
                {
                    best = i;
                }
            }

            order[t] = best;
            ordered[best] = true;
            foreach (var j in problem.SourceNeighbours[best])
            {
                joined[j]++;
            }
        }

        return order;
    }

    private static bool IsBefore(EditProblem problem, int[] joined, int[] likeness, int i, int best)
    {
        if (joined[i] != joined[best])
        {
            return joined[i] > joined[best];
        }

        var (degree, bestDegree) = (problem.SourceNeighbours[i].Length, problem.SourceNeighbours[best].Length);
        return degree != bestDegree ? degree > bestDegree : likeness[i] < likeness[best];
    }

    /// <summary>How many nodes of the second graph cost the least for each node of the first.</summary>
    private static int[] Likeness(EditProblem problem)
    {
        var result = new int[problem.Rows];
        for (var i = 0; i < problem.Rows; i++)
        {
            var row = problem.NodeSubstitution.AsSpan(i * problem.Columns, problem.Columns);
            var least = double.PositiveInfinity;
            foreach (var cost in row)
            {
                least = Math.Min(least, cost);
            }

            result[i] = row.Count(least);
        }

        return result;
    }
}
