using ResearchKit.Matching;
using ResearchKit.Merging;
using ResearchKit.Permutations;

namespace ResearchKit.Comparison;

/// <summary>The register of methods that are compared on the same pairs of networks: the kit's own and any that a user writes.</summary>
/// <remarks>
/// An entry joins an alignment method with a merge method. Outcomes are kept: running again measures only methods and pairs that are new, and registering a name again
/// replaces the entry and forgets its outcomes, so that a notebook cell can be edited and run again. Not thread safe.
/// </remarks>
public sealed class MethodComparison
{
    private readonly PairBench _bench;
    private readonly MethodComparisonOptions _options;
    private readonly List<MethodEntry> _entries = [];
    private readonly Dictionary<(MethodEntry Entry, Seed Seed), PairOutcome> _outcomes = [];

    /// <summary>Starts an empty register.</summary>
    /// <param name="bench">Where the pairs come from.</param>
    /// <param name="options">How to measure; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MethodComparison(PairBench bench, MethodComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bench);
        _bench = bench;
        _options = options ?? new MethodComparisonOptions();
        if (_options.Points < 3 || _options.Points % 2 == 0 || _options.BatchSize < 1)
        {
            throw new ArgumentException($"Points is {_options.Points} and BatchSize {_options.BatchSize}; expected an odd number of at least 3 and a number of at least 1.", nameof(options));
        }
    }

    /// <summary>The registered methods in order.</summary>
    public IReadOnlyList<MethodEntry> Entries => _entries.AsReadOnly();

    /// <summary>Registers an entry, in place of one of the same name.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>This register.</returns>
    public MethodComparison Add(MethodEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrWhiteSpace(entry.Name);
        var place = _entries.FindIndex(other => other.Name == entry.Name);
        if (place < 0)
        {
            _entries.Add(entry);
            return this;
        }

        foreach (var old in _outcomes.Keys.Where(key => key.Entry.Name == entry.Name).ToList())
        {
            _outcomes.Remove(old);
        }

        _entries[place] = entry;
        return this;
    }

    /// <summary>Registers an alignment method whose aligned models are averaged.</summary>
    /// <param name="method">The alignment method.</param>
    /// <returns>This register.</returns>
    public MethodComparison Add(IAlignmentMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Add(new MethodEntry(method.Name, method, MergeMethod.Average));
    }

    /// <summary>Registers an alignment method of one's own whose aligned models are averaged.</summary>
    /// <param name="name">The name that tables and legends show.</param>
    /// <param name="align">Finds the alignment of a pair.</param>
    /// <returns>This register.</returns>
    public MethodComparison Add(string name, Func<ModelPair, Alignment> align) => Add(new AlignmentMethod(name, align));

    /// <summary>Registers a merge method of one's own for models aligned by another method.</summary>
    /// <param name="name">The name that tables and legends show.</param>
    /// <param name="alignment">The alignment method.</param>
    /// <param name="merge">The rule for one tensor.</param>
    /// <returns>This register.</returns>
    public MethodComparison Add(string name, IAlignmentMethod alignment, Func<MergeInput, TorchSharp.torch.Tensor> merge)
    {
        ArgumentNullException.ThrowIfNull(alignment);
        return Add(new MethodEntry(name, alignment, new MergeMethod(name, merge)));
    }

    /// <summary>Measures all methods on the same pairs.</summary>
    /// <param name="seeds">The seeds of the pairs, each different.</param>
    /// <param name="progress">Told about trainings and about every method and pair.</param>
    /// <param name="cancellationToken">Ends the run; what was measured by then is kept.</param>
    /// <returns>The outcomes, methods in the order of registration and pairs in the order of the seeds.</returns>
    /// <exception cref="ArgumentException">There is no method or no seed, or a seed comes twice.</exception>
    public MethodComparisonResult Run(IReadOnlyList<Seed> seeds, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (_entries.Count == 0 || seeds.Count == 0 || seeds.Distinct().Count() != seeds.Count)
        {
            throw new ArgumentException($"There are {_entries.Count} methods and {seeds.Count} seeds, {seeds.Distinct().Count()} of them different; expected at least one method and one seed, and no seed twice.", nameof(seeds));
        }

        var measurement = new EntryMeasurement(_bench, _options);
        var done = 0;
        foreach (var seed in seeds)
        {
            var pair = _bench.Pair(seed, progress, cancellationToken);
            foreach (var entry in _entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_outcomes.ContainsKey((entry, seed)))
                {
                    _outcomes.Add((entry, seed), measurement.Run(entry, pair, cancellationToken));
                }

                progress?.Report(new ProgressReport("comparison", ++done, seeds.Count * _entries.Count, entry.Name));
            }
        }

        return new MethodComparisonResult([.. _entries.Select(entry => new MethodOutcome(entry.Name, [.. seeds.Select(seed => _outcomes[(entry, seed)])]))]);
    }
}
