namespace ResearchKit.Graphs;

/// <summary>A lower bound of what the edges of two nodes cost, from their numbers, common labels and least costs.</summary>
/// <remarks>The edges' own deletions and insertions are in the base of the assignment; a gain is half of the bound less half of those.</remarks>
internal static class CountedEdges
{
    /// <summary>Fills a matrix of gains.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="gain">The matrix.</param>
    /// <param name="isUniform">Whether the least costs are those of the whole graphs rather than of the two nodes' edges.</param>
    public static void Fill(EditProblem problem, double[] gain, bool isUniform)
    {
        var (first, second) = BranchGains.Collect(problem);
        var everything = isUniform ? Least(problem, Codes(first, problem.Rows), Codes(second, problem.Columns)) : default;
        for (var i = 0; i < problem.Rows; i++)
        {
            var edges = first[i];
            var deletions = Sum(problem, edges, problem.CodeCount);
            for (var k = 0; k < problem.Columns; k++)
            {
                var others = second[k];
                var least = isUniform ? everything : Least(problem, edges, others);
                var fewer = Math.Min(edges.Length, others.Length);
                var bound = (least.Deletion * Math.Max(0, edges.Length - others.Length))
                    + (least.Insertion * Math.Max(0, others.Length - edges.Length))
                    + (least.Substitution * (fewer - EdgeSetSaving.Common(edges, others)));
                var at = (i * problem.Columns) + k;
                gain[at] = problem.NodeGain[at] + (0.5 * (bound - deletions - Sum(problem, others, 1)));
            }
        }
    }

    private static int[] Codes(EdgeCodeLists lists, int nodes)
    {
        var codes = new SortedSet<int>();
        for (var i = 0; i < nodes; i++)
        {
            foreach (var code in lists[i])
            {
                codes.Add(code);
            }
        }

        return [.. codes];
    }

    private static double Sum(EditProblem problem, ReadOnlySpan<int> codes, int stride)
    {
        var sum = 0.0;
        foreach (var code in codes)
        {
            sum += problem.PairCost[code * stride];
        }

        return sum;
    }

    private static (double Deletion, double Insertion, double Substitution) Least(EditProblem problem, ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (problem.Shape != PairCostShape.General && problem.CodeCount > 1)
        {
            var differ = problem.CodeCount > 2 ? problem.PairCost[problem.CodeCount + 2] : 0;
            return (problem.PairCost[problem.CodeCount], problem.PairCost[1], differ);
        }

        var (deletion, insertion, substitution) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        foreach (var b in second)
        {
            insertion = Math.Min(insertion, problem.PairCost[b]);
        }

        foreach (var a in first)
        {
            deletion = Math.Min(deletion, problem.PairCost[a * problem.CodeCount]);
            foreach (var b in second)
            {
                substitution = a == b ? substitution : Math.Min(substitution, problem.PairCost[(a * problem.CodeCount) + b]);
            }
        }

        return (Finite(deletion), Finite(insertion), Finite(substitution));
    }

    /// <summary>A least cost over nothing is that of an operation that does not happen.</summary>
    private static double Finite(double cost) => double.IsInfinity(cost) ? 0 : cost;
}
