namespace ResearchKit.Graphs;

/// <summary>The solvers by name, as commands and notebooks ask for them.</summary>
public static class GedSolvers
{
    private static readonly SortedDictionary<string, (string Description, Func<int, IGedSolver> Make)> Known = new(StringComparer.Ordinal)
    {
        ["dfs"] = ("exact: depth-first branch and bound", _ => new DepthFirstSolver()),
        ["astar"] = ("exact: best-first search", _ => new BestFirstSolver()),
        ["brute-force"] = ("exact: every map, at most 8 nodes", _ => new BruteForceSolver()),
        ["node"] = ("bounds from node labels", _ => new NodeSolver()),
        ["branch"] = ("bounds from nodes with half their edges", _ => new BranchSolver()),
        ["branch-fast"] = ("as branch, edges counted", _ => new BranchFastSolver()),
        ["branch-uniform"] = ("as branch, edges counted at the least cost", _ => new BranchUniformSolver()),
        ["bipartite"] = ("a path from nodes with all their edges (Riesen and Bunke)", _ => new BipartiteSolver()),
        ["star"] = ("bounds from nodes with their neighbours' labels", _ => new StarSolver()),
        ["ring"] = ("a path from the rings around nodes", _ => new RingSolver()),
        ["refine"] = ("local search by swaps of two", starts => new RefineSolver(2, starts)),
        ["refine-3"] = ("local search by swaps of up to three", starts => new RefineSolver(3, starts)),
        ["ipfp"] = ("descent on soft maps, then swaps", starts => new IpfpSolver(starts)),
        ["beam"] = ("beam search", _ => new BeamSolver()),
    };

    /// <summary>The names, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>What a solver does, in a few words.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The description.</returns>
    /// <exception cref="ArgumentException">There is no solver of that name.</exception>
    public static string Describe(string name) => Find(name).Description;

    /// <summary>Makes a solver.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="starts">How many maps local searches start from.</param>
    /// <returns>The solver.</returns>
    /// <exception cref="ArgumentException">There is no solver of that name.</exception>
    public static IGedSolver Create(string name, int starts = 1) => Find(name).Make(starts);

    private static (string Description, Func<int, IGedSolver> Make) Find(string name) => Known.TryGetValue(name, out var found)
        ? found
        : throw new ArgumentException($"There is no solver '{name}'; expected one of {string.Join(", ", Known.Keys)}.", nameof(name));
}
