namespace ResearchKit.Graphs;

/// <summary>What all solvers share: preparing the problem, keeping the limits, and turning the best map into a path.</summary>
public abstract class GedSolver : IGedSolver
{
    private protected GedSolver()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public GedResult Solve(
        Graph source, Graph target, IEditCosts costs, GedOptions? options = null, IProgress<GedProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new GedOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        cancellationToken.ThrowIfCancellationRequested();
        var search = new GedSearch(EditProblem.Create(source, target, costs), options, progress, cancellationToken);
        if (options.Start is { } start)
        {
            // The path checks that the map fits the graphs.
            _ = new EditPath(source, target, costs, start);
            search.Offer(start.TargetOfSource);
        }

        Run(search);
        cancellationToken.ThrowIfCancellationRequested();
        var map = new NodeMap(search.BestMap(), target.NodeCount);
        var path = new EditPath(source, target, costs, map);
        return new GedResult
        {
            Path = path.WithLowerBound(Math.Min(search.LowerBound, path.Cost)),
            Method = Name,
            NodesExpanded = search.Nodes,
            Elapsed = search.Elapsed,
            Stop = search.Stop ?? GedStop.Finished,
            RootLowerBound = Math.Clamp(search.RootLowerBound ?? search.LowerBound, 0, path.Cost),
        };
    }

    /// <summary>Searches: offers maps and raises the bound.</summary>
    internal abstract void Run(GedSearch search);
}
