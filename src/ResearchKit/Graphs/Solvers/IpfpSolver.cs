namespace ResearchKit.Graphs;

/// <summary>IPFP: the quadratic problem over soft maps, descended by assignments (Frank-Wolfe), from BRANCH's map and random soft ones, each end polished by swaps.</summary>
/// <remarks>
/// The bound is BRANCH's. More starts never make the path dearer. Starts after the first lie between a random map and the centre of all maps; ends in small graphs are polished by rings of three
/// besides swaps.
/// Reference: S. Bougleux, L. Brun, V. Carletti, P. Foggia, B. Gaüzère and M. Vento, "Graph edit distance as a quadratic assignment problem", Pattern Recognition
/// Letters 87 (2017); E. Daller, S. Bougleux, B. Gaüzère and L. Brun, "Approximate graph edit distance by several local searches in parallel", ICPRAM 2018, for many starts.
/// </remarks>
public sealed class IpfpSolver : GedSolver
{
    /// <summary>The share of the map in a random start: from the map itself the descent seldom gets far, from the centre it always ends at the same place. Our choice.</summary>
    private const double MapShare = 0.25;

    /// <summary>Nodes of both graphs up to which rings of three, whose number grows with the cube, are tried. Our choice.</summary>
    private const int LargestForRingsOfThree = 64;

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
        var swaps = new SwapSearch(search.Problem, search.Problem.Rows + search.Problem.Columns <= LargestForRingsOfThree ? 3 : 2);
        if (search.Options.Start is not null)
        {
            Improve(search, descent, swaps, search.BestMap(), 1);
        }

        for (var start = 0; start < _starts && !search.IsPruned(search.LowerBound) && search.LookAtClock(); start++)
        {
            Improve(search, descent, swaps, RandomMaps.Of(search.Problem, search.Options.Seed, start), start == 0 ? 1 : MapShare);
        }
    }

    private void Improve(GedSearch search, SoftMapDescent descent, SwapSearch swaps, int[] map, double weight)
    {
        search.Offer(map);
        var end = descent.Run(map, weight, search);
        if (_polishes)
        {
            swaps.Improve(end, search);
        }

        search.Offer(end);
    }
}
