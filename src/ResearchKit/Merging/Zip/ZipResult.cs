using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Zip;

/// <summary>Which units of several models were found to do the same, group by group.</summary>
/// <remarks>Holds no tensors; thread safe.</remarks>
public sealed class ZipResult
{
    private readonly PermutationSpec _spec;
    private readonly ZipOptions _options;

    internal ZipResult(PermutationSpec spec, ZipOptions options, int models, IReadOnlyDictionary<string, FeatureZip> zips)
    {
        (_spec, _options, Models, Groups) = (spec, options, models, zips);
    }

    /// <summary>The number of models.</summary>
    public int Models { get; }

    /// <summary>The zipped groups, in the order of the spec.</summary>
    public IReadOnlyDictionary<string, FeatureZip> Groups { get; }

    /// <summary>Merges the models: W = sum over models of M_out W U_in for tensors between zipped groups.</summary>
    /// <remarks>
    /// Tensors behind the last zipped group, W U_in, and all that follow stay with their model. Running means and variances of normalisations are merged linearly, as in the original
    /// code: reset them (<see cref="Connectivity.BatchNormReset"/>) before use. Computed in double precision.
    /// </remarks>
    /// <param name="models">The state dicts, in the order of the activations; shapes may differ on axes that no group permutes.</param>
    /// <returns>The common trunk with a head for each model.</returns>
    /// <exception cref="ArgumentException">The count differs, a model does not fit the spec, or a zipped group is fed by one that is not.</exception>
    public ZippedModels Apply(params IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count != Models)
        {
            throw new ArgumentException($"{models.Count} models were given; the zip was made for {Models}.", nameof(models));
        }

        foreach (var model in models)
        {
            _spec.Validate(model);
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var merge = Matrices((zip, model) => zip.MergeMatrix(model));
        var unmerge = Matrices((zip, model) => zip.UnmergeMatrix(model));
        var heads = models.Select(_ => new Dictionary<string, Tensor>()).ToArray();
        var trunk = new HashSet<string>();
        foreach (var (name, axes) in _spec.Axes)
        {
            var layer = new ZippedTensor(name, axes, _options.OutputAxis?.Invoke(name) ?? 0, Groups);
            if (layer.IsShared)
            {
                trunk.Add(name);
                var shared = layer.Merge([.. models.Select(model => model[name])], merge, unmerge).MoveToOuterDisposeScope();
                Array.ForEach(heads, head => head.Add(name, shared));
                continue;
            }

            for (var model = 0; model < models.Count; model++)
            {
                heads[model].Add(name, layer.Unmerge(models[model][name], unmerge, model).MoveToOuterDisposeScope());
            }
        }

        return new ZippedModels { Heads = heads, Trunk = trunk, IsFull = Groups.Count == _spec.Groups.Count };
    }

    private Dictionary<string, Tensor[]> Matrices(Func<FeatureZip, int, Tensor> matrix) =>
        Groups.ToDictionary(pair => pair.Key, pair => Enumerable.Range(0, Models).Select(model => matrix(pair.Value, model)).ToArray());
}
