namespace ResearchKit.Graphs;

/// <summary>The exact distance by depth-first branch and bound: little memory, a good path early, and the default.</summary>
/// <remarks>
/// Each search node costs one error-correcting assignment, which bounds all completions and, by its duals, all children; its solution completes the map. The
/// search starts from the root's map, improved by pairwise swaps. Where all costs are multiples of one number, bounds are rounded up to it. Nodes that are twins are taken in
/// order, and the first decision tries one node of each orbit of the larger graph's automorphisms. With more threads, subtrees are searched at the same time. When a limit stops the search, the bound is the smallest of all subtrees left.
/// Reference: D. B. Blumenthal and J. Gamper, "On the exact computation of the graph edit distance", Pattern Recognition Letters 134 (2020).
/// </remarks>
public sealed class DepthFirstSolver : GedSolver
{
    /// <inheritdoc/>
    public override string Name => "dfs";

    /// <inheritdoc/>
    internal override void Run(GedSearch search)
    {
        var plan = new SearchPlan(search.Problem);
        var root = new DepthFirstSearch(search, plan);
        var bound = root.Start();
        search.RootLowerBound = search.Problem.RoundUp(bound);
        search.Raise(bound);
        var open = search.Options.Threads == 1 ? root.Visit(0) : new SubtreeSearch(search, plan).Run(root);
        search.Raise(Math.Min(open, search.BestCost));
    }
}
