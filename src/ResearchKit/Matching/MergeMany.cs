using System.Diagnostics;
using System.Globalization;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Brings many models into a common order of units and averages them.</summary>
/// <remarks>
/// In each pass every model in turn, in random order, is matched by weights to the mean of all the others; the search ends when a pass brings no model
/// closer to the others' mean. Each step lowers the sum of squared distances to the common mean, so the search ends.
/// Reference: Ainsworth, Hayase and Srinivasa, Git Re-Basin, 2023, algorithm 3 (appendix A.10).
/// </remarks>
public static class MergeMany
{
    /// <summary>Aligns and averages models.</summary>
    /// <param name="spec">The permutation symmetries of all models.</param>
    /// <param name="models">Two models or more, of the same names and shapes.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every pass.</param>
    /// <param name="cancellationToken">Looked at before every group of every matching.</param>
    /// <returns>The alignments and the mean of the aligned models.</returns>
    /// <exception cref="ArgumentException">There are fewer than two models, or one does not fit the spec or the others.</exception>
    public static MergeManyResult Merge(
        PermutationSpec spec,
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models,
        MergeManyOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(models);
        options ??= new MergeManyOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPasses, 1, nameof(options));
        if (models.Count < 2)
        {
            throw new ArgumentException($"Merging needs two models or more; {models.Count} was given.", nameof(models));
        }

        foreach (var model in models)
        {
            MatchingGuard.CheckModels(spec, models[0], model);
        }

        var started = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var alignments = Enumerable.Repeat(Alignment.Identity(spec), models.Count).ToArray();
        var trace = new List<double> { Dispersion(spec, models, alignments) };
        var converged = false;
        while (!converged && trace.Count <= options.MaxPasses)
        {
            converged = !Pass(spec, models, alignments, options, trace.Count - 1, cancellationToken);
            trace.Add(converged ? trace[^1] : Dispersion(spec, models, alignments));
            progress?.Report(new ProgressReport(
                "merging many", trace.Count - 1, options.MaxPasses, string.Create(CultureInfo.InvariantCulture, $"dispersion {trace[^1]:G8}")));
        }

        var merged = StateDicts.Mean(Aligned(models, alignments));
        foreach (var tensor in merged.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return new MergeManyResult
        {
            Alignments = alignments,
            Merged = merged,
            Passes = trace.Count - 1,
            Converged = converged,
            DispersionTrace = trace,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    /// <summary>Matches every model once to the mean of the others; returns whether any came closer.</summary>
    private static bool Pass(
        PermutationSpec spec,
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models,
        Alignment[] alignments,
        MergeManyOptions options,
        int pass,
        CancellationToken cancellationToken)
    {
        var progressed = false;
        var matching = new WeightMatchingOptions { MaxSweeps = options.MaxSweeps };
        foreach (var i in Permutation.Random(models.Count, options.Seed.For("pass", pass)))
        {
            using var scope = NewDisposeScope();
            var others = StateDicts.Mean(Aligned(models, alignments).Where((_, index) => index != i));
            var before = StateDicts.Distance(others, models[i], alignments[i]);
            var found = WeightMatching.Search(
                spec,
                others,
                models[i],
                matching with { WarmStart = alignments[i], Seed = options.Seed.For("matching", pass).For("model", i) },
                new MatchingClock(),
                null,
                cancellationToken).Alignment;
            if (StateDicts.Distance(others, models[i], found) < before * (1 - options.RelativeTolerance))
            {
                alignments[i] = found;
                progressed = true;
            }
        }

        return progressed;
    }

    private static IEnumerable<IReadOnlyDictionary<string, Tensor>> Aligned(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, Alignment[] alignments) =>
        models.Select((model, index) => alignments[index].Apply(model));

    private static double Dispersion(PermutationSpec spec, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, Alignment[] alignments)
    {
        using var scope = NewDisposeScope();
        var mean = StateDicts.Mean(Aligned(models, alignments));
        var sum = 0.0;
        for (var i = 0; i < models.Count; i++)
        {
            var distance = StateDicts.Distance(mean, models[i], alignments[i]);
            sum += distance * distance;
        }

        return sum;
    }
}
