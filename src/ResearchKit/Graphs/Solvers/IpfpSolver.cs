namespace ResearchKit.Graphs;

/// <summary>IPFP: the quadratic problem over soft maps, descended by assignments (Frank-Wolfe), from BRANCH's map and random ones, each end polished by swaps.</summary>
/// <remarks>
/// The bound is BRANCH's. More starts never make the path dearer.
/// Reference: S. Bougleux, L. Brun, V. Carletti, P. Foggia, B. Gaüzère and M. Vento, "Graph edit distance as a quadratic assignment problem", Pattern Recognition
/// Letters 87 (2017); E. Daller, S. Bougleux, B. Gaüzère and L. Brun, "Approximate graph edit distance by several local searches in parallel", ICPRAM 2018, for many starts.
/// </remarks>
public sealed class IpfpSolver : GedSolver
{
    private readonly int _starts;
    private readonly bool _polishes;

    /// <summary>Makes the solver.</summary>
    /// <param name="starts">How many maps to start from; the first is BRANCH's.</param>
    /// <param name="polishes">Whether each end is improved by swaps.</param>
    public IpfpSolver(int starts = 1, bool polishes = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(starts, 1);
        (_starts, _polishes) = (starts, polishes);
    }

    /// <inheritdoc/>
    public override string Name => "ipfp";

    /// <inheritdoc/>
    internal override void Run(GedSearch search)
    {
        new BranchSolver().Run(search);
        var descent = new SoftMapDescent(search.Problem);
        var swaps = new SwapSearch(search.Problem, 2);
        if (search.Options.Start is not null)
        {
            Improve(search, descent, swaps, search.BestMap());
        }

        for (var start = 0; start < _starts && !search.IsPruned(search.LowerBound) && search.LookAtClock(); start++)
        {
            Improve(search, descent, swaps, RandomMaps.Of(search.Problem, search.Options.Seed, start));
        }
    }

    private void Improve(GedSearch search, SoftMapDescent descent, SwapSearch swaps, int[] map)
    {
        search.Offer(map);
        var end = descent.Run(map, search);
        if (_polishes)
        {
            swaps.Improve(end, search);
        }

        search.Offer(end);
    }
}
