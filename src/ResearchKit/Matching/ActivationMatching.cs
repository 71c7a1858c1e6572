using System.Collections.ObjectModel;
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
/// <para>The heads of an attention layer and the units inside them are matched together, by what its projections give and what the output projection takes: activations named
/// after the layer (<c>attn.q_proj</c>) and after a layer's input (<c>attn.o_proj.input</c>). The value of pairing two heads is the optimum of the assignments of their units.</para>
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
        var targets = ActivationTarget.Of(spec);
        var done = 0L;
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddBatch(targets, reference, candidate, batch, options.ChunkSize, clock);
            done++;
            progress?.Report(new ProgressReport("activation matching", done, 0));
        }

        if (done == 0 || targets.Exists(target => target.Samples == 0))
        {
            throw new ArgumentException("Activation matching needs at least one input.", nameof(batches));
        }

        return Assign(spec, targets, options, clock);
    }

    private static void AddBatch(
        List<ActivationTarget> targets,
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
        foreach (var target in targets)
        {
            target.Add(a, b, chunkSize);
        }

        foreach (var activations in a.Values.Concat(b.Values))
        {
            activations.Dispose();
        }

        clock.Moments.Add(started);
    }

    private static ActivationMatchingResult Assign(PermutationSpec spec, List<ActivationTarget> targets, ActivationMatchingOptions options, ActivationClock clock)
    {
        var started = MatchingClock.Now;
        var permutations = new Dictionary<string, Permutation>();
        var similarities = targets.ToDictionary(target => target, target => target.Assign(options, permutations));
        clock.Assignment.Add(started);
        return new ActivationMatchingResult
        {
            Alignment = new Alignment(spec, permutations),
            Similarity = ByGroup(target => similarities[target].After),
            SimilarityBefore = ByGroup(target => similarities[target].Before),
            DeadUnits = ByGroup(target => target.DeadUnits()),
            Samples = ByGroup(target => target.Samples),
            Timings = clock.Read(),
        };

        ReadOnlyDictionary<string, TValue> ByGroup<TValue>(Func<ActivationTarget, TValue> value)
        {
            var values = targets.SelectMany(target => target.Groups, (target, group) => (group, value: value(target))).ToDictionary(pair => pair.group, pair => pair.value);
            return spec.Groups.Keys.ToDictionary(group => group, group => values[group]).AsReadOnly();
        }
    }
}
