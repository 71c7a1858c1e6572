namespace ResearchKit.Graphs.Neural;

/// <summary>Trains several kinds of networks on the same graphs, with the same split, budget and order of pairs for each seed, some at the same time.</summary>
/// <remarks>
/// The tensors are so small that a second thread within an operator costs more than it saves; trainings side by side use the cores instead. The outcomes do not depend on how many run at once.
/// </remarks>
public static class GedStudy
{
    /// <summary>Trains every kind with every seed.</summary>
    /// <param name="graphs">The graphs.</param>
    /// <param name="entries">The kinds of networks.</param>
    /// <param name="seeds">The seeds: of the split, of the initial parameters, of the order of pairs.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="threads">Trainings at the same time.</param>
    /// <param name="progress">Told the trainings that are done.</param>
    /// <param name="cancellationToken">Abandons the study.</param>
    /// <returns>The outcomes, entry by entry, seeds in order; the caller owns the networks.</returns>
    /// <exception cref="ArgumentException">Two entries have one name, or an entry does not fit the graphs.</exception>
    /// <exception cref="OperationCanceledException">The study was abandoned.</exception>
    public static IReadOnlyList<GedStudyOutcome> Run(
        IReadOnlyList<Graph> graphs,
        IReadOnlyList<GedStudyEntry> entries,
        IReadOnlyList<Seed> seeds,
        GedTrainingOptions? options = null,
        int threads = 1,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (entries.GroupBy(entry => entry.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two entries are called '{twice.Key}'; expected names of their own.", nameof(entries));
        }

        var splits = seeds.Select(seed => GraphSplit.Random(graphs.Count, seed)).ToArray();
        var outcomes = new GedStudyOutcome[entries.Count * seeds.Count];
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, outcomes.Length, parallel, k =>
            {
                var (entry, seed, split) = (entries[k / seeds.Count], seeds[k % seeds.Count], splits[k % seeds.Count]);
                var network = entry.Make(seed.For("network"));
                var result = GedTrainer.Train(network, graphs, entry.Distances, split, options, seed.For("training"), cancellationToken: cancellationToken);
                outcomes[k] = new GedStudyOutcome(entry, seed, split, network, result);
                progress?.Report(new ProgressReport("training", Interlocked.Increment(ref done), outcomes.Length, $"{entry.Name}: {result.Test}"));
            });
        }
        catch (AggregateException errors) when (errors.InnerExceptions.Count == 1)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }

        return outcomes;
    }
}
