namespace ResearchKit.Graphs.Neural;

/// <summary>The exact edit distances between all graphs of a collection, in both directions: the ground truth that networks learn from and are judged by.</summary>
/// <remarks>
/// Every distance is proven optimal by <see cref="DepthFirstSolver"/>. In a file, the table carries its costs, a checksum of the graphs and one of itself, and is refused where any of them differs.
/// Immutable and thread safe.
/// </remarks>
public sealed class GedTable
{
    private readonly double[] _distances;

    internal GedTable(int count, EditCosts costs, string graphs, double[] distances) => (Count, Costs, Graphs, _distances) = (count, costs, graphs, distances);

    /// <summary>Number of graphs.</summary>
    public int Count { get; }

    /// <summary>What the operations cost.</summary>
    public EditCosts Costs { get; }

    /// <summary>SHA-256 over the graphs: sizes, labels, edges and order.</summary>
    public string Graphs { get; }

    /// <summary>The edit distance of a pair.</summary>
    /// <param name="pair">The pair.</param>
    public double this[GraphPair pair] => this[pair.Source, pair.Target];

    /// <summary>The edit distance from one graph to another.</summary>
    /// <param name="source">The place of the graph that is edited.</param>
    /// <param name="target">The place of the graph that it becomes.</param>
    public double this[int source, int target]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(source);
            ArgumentOutOfRangeException.ThrowIfNegative(target);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(source, Count);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, Count);
            return _distances[(source * Count) + target];
        }
    }

    /// <summary>Computes all distances with the exact solver.</summary>
    /// <param name="graphs">The graphs.</param>
    /// <param name="costs">What the operations cost.</param>
    /// <param name="threads">Pairs that are solved at the same time; the result does not depend on it.</param>
    /// <param name="progress">Told the rows that are done.</param>
    /// <param name="cancellationToken">Abandons the computation.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">A cost is negative or not finite, or directed graphs are mixed with undirected ones.</exception>
    /// <exception cref="OperationCanceledException">The computation was abandoned.</exception>
    public static GedTable Compute(
        IReadOnlyList<Graph> graphs, EditCosts costs, int threads = 1, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var n = graphs.Count;
        var distances = new double[n * n];
        var solver = new DepthFirstSolver();
        var done = 0;
        Parallel.For(0, n, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i =>
        {
            for (var j = 0; j < n; j++)
            {
                distances[(i * n) + j] = i == j ? 0 : solver.Solve(graphs[i], graphs[j], costs, cancellationToken: cancellationToken).UpperBound;
            }

            progress?.Report(new ProgressReport("edit distances", Interlocked.Increment(ref done), n));
        });
        return new GedTable(n, costs, GraphFingerprint.Of(graphs), distances);
    }

    /// <summary>A file name that no other graphs or costs have.</summary>
    /// <param name="graphs">The graphs.</param>
    /// <param name="costs">What the operations cost.</param>
    /// <returns>For example <c>ged-3,1,2,1,1,1-0123456789abcdef.txt</c>.</returns>
    public static string FileNameOf(IReadOnlyList<Graph> graphs, EditCosts costs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(costs);
        return $"ged-{costs}-{GraphFingerprint.Of(graphs)[..16]}.txt";
    }

    /// <summary>Reads a table from a file, or computes it and writes the file where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graphs">The graphs.</param>
    /// <param name="costs">What the operations cost.</param>
    /// <param name="threads">Pairs that are solved at the same time.</param>
    /// <param name="progress">Told the rows that are done.</param>
    /// <param name="cancellationToken">Abandons the computation; no file is written then.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">There is a file, but for other graphs or costs, or a damaged one; delete it to compute anew.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static GedTable LoadOrCompute(
        string path, IReadOnlyList<Graph> graphs, EditCosts costs, int threads = 1, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
        {
            return Load(path, graphs, costs);
        }

        var table = Compute(graphs, costs, threads, progress, cancellationToken);
        table.Save(path);
        return table;
    }

    /// <summary>Reads a table and checks that it is whole and belongs to these graphs and costs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graphs">The graphs.</param>
    /// <param name="costs">What the operations cost.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or for other graphs or costs; the message says which, and the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GedTable Load(string path, IReadOnlyList<Graph> graphs, EditCosts costs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(costs);
        return GedTableFile.Load(path, graphs, costs);
    }

    /// <summary>Writes the table with its checksums.</summary>
    /// <param name="path">The file; a file that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public void Save(string path) => GedTableFile.Save(path, this);

    /// <inheritdoc/>
    public override string ToString() => $"edit distances of {Count} graphs, costs {Costs}";
}
