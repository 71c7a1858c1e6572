namespace ResearchKit.Graphs;

/// <summary>The edit distance of two graphs: the exact solver for the common case.</summary>
public static class GraphEditDistance
{
    /// <summary>Finds the cheapest edit path from one graph to another.</summary>
    /// <param name="source">The first graph.</param>
    /// <param name="target">The second graph; directed where the first is.</param>
    /// <param name="costs">What the operations cost; by default 1 each.</param>
    /// <param name="options">Limits; when one stops the search the path is the best found, and <see cref="EditPath.IsOptimal"/> says whether it is proven.</param>
    /// <param name="cancellationToken">Abandons the search.</param>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentException">A cost is negative or not finite, only one graph is directed, or a graph has more than 5,000 nodes.</exception>
    /// <exception cref="OperationCanceledException">The search was abandoned.</exception>
    public static EditPath Between(Graph source, Graph target, IEditCosts? costs = null, GedOptions? options = null, CancellationToken cancellationToken = default) =>
        new DepthFirstSolver().Solve(source, target, costs ?? EditCosts.Uniform, options, cancellationToken: cancellationToken).Path;
}
