namespace ResearchKit.Graphs;

/// <summary>The exact distance by trying every partial one-to-one map: the oracle of the other solvers, for at most eight nodes.</summary>
public sealed class BruteForceSolver : GedSolver
{
    private const int LargestGraph = 8;

    /// <inheritdoc/>
    public override string Name => "brute-force";

    /// <inheritdoc/>
    internal override void Run(GedSearch search)
    {
        var problem = search.Problem;
        if (Math.Max(problem.Rows, problem.Columns) > LargestGraph)
        {
            throw new ArgumentException($"The graphs have {problem.Rows} and {problem.Columns} nodes; expected at most {LargestGraph} for brute force. Use 'dfs' instead.", nameof(search));
        }

        if (TryAll(search, new int[problem.Rows], new bool[problem.Columns], 0))
        {
            search.Raise(search.BestCost);
        }
    }

    private static bool TryAll(GedSearch search, int[] map, bool[] used, int node)
    {
        if (node == map.Length)
        {
            search.Offer(map);
            return search.Count();
        }

        map[node] = -1;
        var all = TryAll(search, map, used, node + 1);
        for (var k = 0; k < used.Length && all; k++)
        {
            if (!used[k])
            {
                used[k] = true;
                map[node] = k;
                all = TryAll(search, map, used, node + 1);
                used[k] = false;
            }
        }

        return all;
    }
}
