namespace ResearchKit.Graphs;

/// <summary>What all search states of one problem share: the order of decisions, the twins and the orbits.</summary>
internal sealed class SearchPlan
{
    private readonly bool _isTransposed;
    private readonly Lazy<int[]> _targetOrbit;

    /// <param name="problem">The problem; it is turned round where the first graph is the larger, so that trees are narrow at their root.</param>
    /// <param name="usesOrbits">Whether the first decision tries one node of each orbit only.</param>
    public SearchPlan(EditProblem problem, bool usesOrbits = true)
    {
        _isTransposed = problem.Rows > problem.Columns;
        Problem = _isTransposed ? problem.Transpose() : problem;
        Order = SearchOrder.Of(Problem);
        TargetTwin = TwinNodes.OfTarget(Problem);
        SourceTwin = InOrder(TwinNodes.OfSource(Problem), Order);
        _targetOrbit = new(() => usesOrbits ? TargetOrbits.Of(Problem, TargetTwin) : [.. Enumerable.Range(0, Problem.Columns)]);
    }

    /// <summary>The problem as it is searched: the first graph is not the larger.</summary>
    public EditProblem Problem { get; }

    /// <summary>The order in which nodes are decided.</summary>
    public int[] Order { get; }

    /// <summary>For each node of the first graph the twin before it in the order, or −1.</summary>
    public int[] SourceTwin { get; }

    /// <summary>For each node of the second graph the twin of the next lower number, or −1.</summary>
    public int[] TargetTwin { get; }

    /// <summary>For each node of the second graph the lowest of its orbit; found when first asked for, since many searches end at their root.</summary>
    public int[] TargetOrbit => _targetOrbit.Value;

    /// <summary>Offers a map of the problem as it is searched.</summary>
    public void Offer(GedSearch search, ReadOnlySpan<int> map)
    {
        var cost = Problem.CostOf(map);
        if (cost < search.BestCost)
        {
            search.Offer(_isTransposed ? Inverse(map, Problem.Columns) : map, cost);
        }
    }

    private static int[] Inverse(ReadOnlySpan<int> map, int columns)
    {
        var inverse = new int[columns];
        Array.Fill(inverse, -1);
        for (var i = 0; i < map.Length; i++)
        {
            if (map[i] >= 0)
            {
                inverse[map[i]] = i;
            }
        }

        return inverse;
    }

    private static int[] InOrder(int[] before, int[] order)
    {
        var first = new int[before.Length];
        for (var i = 0; i < before.Length; i++)
        {
            first[i] = before[i] < 0 ? i : first[before[i]];
        }

        var last = new int[before.Length];
        Array.Fill(last, -1);
        var result = new int[before.Length];
        foreach (var node in order)
        {
            result[node] = last[first[node]];
            last[first[node]] = node;
        }

        return result;
    }
}
