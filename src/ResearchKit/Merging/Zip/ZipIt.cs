using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Zip;

/// <summary>ZipIt!: merges models of different tasks by joining the features that are most alike, between models and within one.</summary>
/// <remarks>
/// <para>The units of all models in a group form one pool; the similarity of two is the correlation of their activations on the same unlabelled inputs. The most similar pair is
/// merged again and again until a model's number of features is left. A merged feature is as similar to another as the less similar of its two parts, times
/// <see cref="ZipOptions.Alpha"/>; merges within one model are limited by <see cref="ZipOptions.Beta"/>. A permutation is the special case of one unit from each model.</para>
/// <para>Our choices where the paper is silent: a merge counts against the budget of every model that both features hold units of; where the limits leave no pair, the most similar
/// one is merged all the same and counted in <see cref="FeatureZip.ForcedMerges"/>.</para>
/// <para>Give activations after the non-linearity; a residual stream shows its last layer. A partial zip (<see cref="ZipOptions.Groups"/>) stops at whole groups, so that a residual
/// stage is zipped as a whole. Memory is (models n)² double numbers for a group of n units.</para>
/// <para>Reference: Stoica, Bolya, Bjorner, Ramesh, Hearn and Hoffman, ZipIt! Merging models from different tasks without training, ICLR 2024, sections 3 and 4.</para>
/// </remarks>
public static class ZipIt
{
    /// <summary>Finds the features to merge in models that show their activations.</summary>
    /// <param name="spec">The permutation symmetries; the models name their activations by its groups.</param>
    /// <param name="models">Two models or more.</param>
    /// <param name="batches">Inputs, batch by batch, of all tasks; every batch goes through every model.</param>
    /// <param name="options">Limits, groups and batches; null for the defaults.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch and every group.</param>
    /// <returns>The features; <see cref="ZipResult.Apply"/> merges state dicts by them.</returns>
    /// <exception cref="ArgumentException">There are fewer than two models or no inputs, or a group has no activations, activations of a wrong shape, or NaN or infinite ones.</exception>
    public static ZipResult Match(
        PermutationSpec spec,
        IReadOnlyList<IActivationSource> models,
        IEnumerable<Tensor> batches,
        ZipOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        return Match(spec, [.. models.Select(model => (Func<Tensor, IReadOnlyDictionary<string, Tensor>>)model.Activations)], batches, options, progress, cancellationToken);
    }

    /// <summary>Finds the features to merge by functions that give activations, for example <see cref="ActivationHooks.Record"/>.</summary>
    /// <param name="spec">The permutation symmetries.</param>
    /// <param name="models">For each model its activations on a batch: for each group (N, units) or (N, channels, height, width). The tensors are disposed of here.</param>
    /// <param name="batches">Inputs, batch by batch, of all tasks; every batch goes through every model.</param>
    /// <param name="options">Limits, groups and batches; null for the defaults.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch and every group.</param>
    /// <returns>The features; <see cref="ZipResult.Apply"/> merges state dicts by them.</returns>
    /// <exception cref="ArgumentException">There are fewer than two models or no inputs, or a group has no activations, activations of a wrong shape, or NaN or infinite ones.</exception>
    public static ZipResult Match(
        PermutationSpec spec,
        IReadOnlyList<Func<Tensor, IReadOnlyDictionary<string, Tensor>>> models,
        IEnumerable<Tensor> batches,
        ZipOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(batches);
        options ??= new ZipOptions();
        spec.ThrowIfNested("ZipIt!");
        if (models.Count < 2)
        {
            throw new ArgumentException($"Zipping needs two models or more; {models.Count} was given.", nameof(models));
        }

        var chosen = spec.Groups.Where(pair => options.Groups?.Invoke(pair.Key) ?? true).ToList();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var moments = chosen.ToDictionary(pair => pair.Key, pair => new PooledMoments(pair.Key, pair.Value, models.Count));
        var done = 0L;
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddBatch(moments, models, batch, options.ChunkSize);
            done++;
            progress?.Report(new ProgressReport("zipping", done, 0));
        }

        if (done == 0 || moments.Values.Any(group => group.Samples == 0))
        {
            throw new ArgumentException("Zipping needs at least one input.", nameof(batches));
        }

        var zips = new Dictionary<string, FeatureZip>();
        foreach (var (group, units) in chosen)
        {
            cancellationToken.ThrowIfCancellationRequested();
            zips.Add(group, GreedyZip.Solve(moments[group].Correlations(options.Epsilon), models.Count, units, options.Alpha, options.Beta));
        }

        return new ZipResult(spec, options, models.Count, zips.AsReadOnly());
    }

    private static void AddBatch(Dictionary<string, PooledMoments> moments, IReadOnlyList<Func<Tensor, IReadOnlyDictionary<string, Tensor>>> models, Tensor batch, int chunkSize)
    {
        using var scope = NewDisposeScope();
        var activations = models.Select(model => model(batch)).ToList();
        foreach (var (group, moment) in moments)
        {
            moment.Add([.. activations.Select((found, model) => found.TryGetValue(group, out var tensor)
                ? tensor
                : throw new ArgumentException($"Model {model} gives no activations for group '{group}'; it gives {string.Join(", ", found.Keys)}."))], chunkSize);
        }

        foreach (var tensor in activations.SelectMany(found => found.Values))
        {
            tensor.Dispose();
        }
    }
}
