namespace ResearchKit.Graphs;

/// <summary>REFINE and K-REFINE: local search by swapping the images of two nodes, or passing on those of up to K in a ring, from BRANCH's map and random ones.</summary>
/// <remarks>The bound is BRANCH's. More starts never make the path dearer. Time O((n + m)^K) for each step.</remarks>
public sealed class RefineSolver : GedSolver
{
    private const int LargestRing = 5;

    private readonly int _rings;
    private readonly int _starts;

    /// <summary>Makes the solver.</summary>
    /// <param name="largestRing">K: how many nodes may change images at once, from 2 to 5.</param>
    /// <param name="starts">How many maps to start from; the first is BRANCH's.</param>
    public RefineSolver(int largestRing = 2, int starts = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largestRing, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(largestRing, LargestRing);
        ArgumentOutOfRangeException.ThrowIfLessThan(starts, 1);
        (_rings, _starts) = (largestRing, starts);
    }

    /// <inheritdoc/>
    public override string Name => _rings == 2 ? "refine" : $"refine-{_rings}";

    /// <inheritdoc/>
    internal override void Run(GedSearch search)
    {
        new BranchSolver().Run(search);
        var swaps = new SwapSearch(search.Problem, _rings);
        if (search.Options.Start is not null)
        {
            Improve(search, swaps, search.BestMap());
        }

        for (var start = 0; start < _starts && !search.IsPruned(search.LowerBound) && search.LookAtClock(); start++)
        {
            Improve(search, swaps, RandomMaps.Of(search.Problem, search.Options.Seed, start));
        }
    }

    private static void Improve(GedSearch search, SwapSearch swaps, int[] map)
    {
        search.Offer(map);
        swaps.Improve(map, search);
        search.Offer(map);
    }
}
