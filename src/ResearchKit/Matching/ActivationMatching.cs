using ResearchKit.Assignment;
using ResearchKit.Models;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Finds the alignment under which the hidden units of one model behave most like those of another on the same inputs.</summary>
/// <remarks>
/// <para>For each group the similarity matrix C[i, j] of unit i of the reference and unit j of the candidate is summed over all inputs, and the assignment that maximises
/// sum C[i, p(i)] is the group's permutation. Groups are independent, so there is nothing to iterate.</para>
/// <para>Give activations after the non-linearity. A group that covers several layers (a residual stream) shows the last of them. Products are made in chunks in the
/// network's precision and added in double precision; memory is n² double numbers a group, whatever the number of inputs.</para>
/// <para>Reference: Ainsworth, Hayase and Srinivasa, Git Re-Basin, 2023, section 3.1; Jordan et al., REPAIR, 2023, for the correlation.</para>
/// </remarks>
public static class ActivationMatching
{
    /// <summary>Matches two models that show their activations.</summary>
    /// <param name="spec">The permutation symmetries; the models name their activations by its groups.</param>
    /// <param name="reference">The model that stays as it is.</param>
    /// <param name="candidate">The model whose units are reordered.</param>
    /// <param name="batches">Inputs, batch by batch; every batch goes through both models.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <returns>The alignment to apply to the candidate, with diagnostics.</returns>
    /// <exception cref="ArgumentException">There are no inputs, a group has no activations or activations of a wrong shape, or they hold NaN or infinity.</exception>
    public static ActivationMatchingResult Match(
        PermutationSpec spec,
        IActivationSource reference,
        IActivationSource candidate,
        IEnumerable<Tensor> batches,
        ActivationMatchingOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(candidate);
        return Match(spec, reference.Activations, candidate.Activations, batches, options, progress, cancellationToken);
    }

    /// <summary>Matches two models by functions that give their activations, for example <see cref="ActivationHooks.Record"/>.</summary>
    /// <param name="spec">The permutation symmetries.</param>
    /// <param name="reference">The activations of the model that stays as it is on a batch: for each group (N, units) or (N, channels, height, width). The tensors are disposed of here.</param>
    /// <param name="candidate">The same of the model whose units are reordered.</param>
    /// <param name="batches">Inputs, batch by batch; every batch goes through both models.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <returns>The alignment to apply to the candidate, with diagnostics.</returns>
    /// <exception cref="ArgumentException">There are no inputs, a group has no activations or activations of a wrong shape, or they hold NaN or infinity.</exception>
    public static ActivationMatchingResult Match(
        PermutationSpec spec,
        Func<Tensor, IReadOnlyDictionary<string, Tensor>> reference,
        Func<Tensor, IReadOnlyDictionary<string, Tensor>> candidate,
        IEnumerable<Tensor> batches,
        ActivationMatchingOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(batches);
        options ??= new ActivationMatchingOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ChunkSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Epsilon, nameof(options));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var clock = new ActivationClock();
        var moments = spec.Groups.ToDictionary(pair => pair.Key, pair => new ActivationMoments(pair.Key, pair.Value));
        var done = 0L;
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddBatch(moments, reference, candidate, batch, options.ChunkSize, clock);
            done++;
            progress?.Report(new ProgressReport("activation matching", done, 0));
        }

        if (done == 0 || moments.Values.Any(group => group.Samples == 0))
        {
            throw new ArgumentException("Activation matching needs at least one input.", nameof(batches));
        }

        return Assign(spec, moments, options, clock);
    }

    private static void AddBatch(
        Dictionary<string, ActivationMoments> moments,
        Func<Tensor, IReadOnlyDictionary<string, Tensor>> reference,
        Func<Tensor, IReadOnlyDictionary<string, Tensor>> candidate,
        Tensor batch,
        int chunkSize,
        ActivationClock clock)
    {
        using var scope = NewDisposeScope();
        var started = MatchingClock.Now;
        var a = reference(batch);
        var b = candidate(batch);
        started = clock.Networks.Add(started);
        foreach (var (group, moment) in moments)
        {
            moment.Add(Find(a, group, "reference"), Find(b, group, "candidate"), chunkSize);
        }

        foreach (var activations in a.Values.Concat(b.Values))
        {
            activations.Dispose();
        }

        clock.Moments.Add(started);
    }

    private static Tensor Find(IReadOnlyDictionary<string, Tensor> activations, string group, string model) =>
        activations.TryGetValue(group, out var found)
            ? found
            : throw new ArgumentException($"The {model} gives no activations for group '{group}'; it gives {string.Join(", ", activations.Keys)}.");

    private static ActivationMatchingResult Assign(PermutationSpec spec, Dictionary<string, ActivationMoments> moments, ActivationMatchingOptions options, ActivationClock clock)
    {
        var started = MatchingClock.Now;
        var permutations = new Dictionary<string, Permutation>();
        var after = new Dictionary<string, double>();
        var before = new Dictionary<string, double>();
        foreach (var (group, n) in spec.Groups)
        {
            var similarity = options.Similarity == ActivationSimilarity.Pearson ? moments[group].Correlations(options.Epsilon) : moments[group].SecondMoments();
            var result = LinearAssignment.Solve(similarity, n, n, new AssignmentOptions { Sense = Sense.Maximize });
            permutations.Add(group, new Permutation(result.ColumnOfRow));
            after.Add(group, result.Objective / n);
            before.Add(group, Enumerable.Range(0, n).Sum(i => similarity[(i * n) + i]) / n);
        }

        clock.Assignment.Add(started);
        return new ActivationMatchingResult
        {
            Alignment = new Alignment(spec, permutations),
            Similarity = after.AsReadOnly(),
            SimilarityBefore = before.AsReadOnly(),
            DeadUnits = moments.ToDictionary(pair => pair.Key, pair => pair.Value.DeadUnits()).AsReadOnly(),
            Samples = moments.ToDictionary(pair => pair.Key, pair => pair.Value.Samples).AsReadOnly(),
            Timings = clock.Read(),
        };
    }
}
