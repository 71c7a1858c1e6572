namespace ResearchKit.Graphs;

/// <summary>A way to find a cheap edit path between two graphs, and a bound that no path is cheaper than.</summary>
/// <remarks>
/// Every solver answers with a valid path, even when a limit stops it: the best so far, with the best bound so far. Solvers are immutable and thread safe; the same input,
/// seed and one thread give the same answer where no time limit stops them.
/// </remarks>
public interface IGedSolver
{
    /// <summary>What the solver is called, for example <c>branch</c>.</summary>
    string Name { get; }

    /// <summary>Finds an edit path from one graph to another.</summary>
    /// <param name="source">The first graph.</param>
    /// <param name="target">The second graph; directed where the first is.</param>
    /// <param name="costs">What the operations cost.</param>
    /// <param name="options">Limits and seed; by default none and 0.</param>
    /// <param name="progress">Told of each better path and from time to time.</param>
    /// <param name="cancellationToken">Abandons the search.</param>
    /// <returns>The path with its bound.</returns>
    /// <exception cref="ArgumentException">A cost is negative or not finite, only one graph is directed, or a graph has more than 5,000 nodes.</exception>
    /// <exception cref="OperationCanceledException">The search was abandoned.</exception>
    GedResult Solve(
        Graph source, Graph target, IEditCosts costs, GedOptions? options = null, IProgress<GedProgress>? progress = null, CancellationToken cancellationToken = default);
}
