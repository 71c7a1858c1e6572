using ResearchKit.Connectivity;
using ResearchKit.Merging.Methods;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>Adaptive merging: finds the coefficient of each task vector, or of each of its tensors, that makes predictions on unlabelled inputs most certain.</summary>
/// <remarks>
/// θ = θ_0 + Σ_i λ_i^l δ_i^l; λ minimises the mean entropy of the softmax by Adam. The gradient is exact: that of λ_i^l is the inner product of δ_i^l and of the gradient at θ.
/// Certainty is not accuracy: where tasks conflict strongly it settles on one of them. Reference: Yang et al., 2024 (arXiv 2310.02575).
/// </remarks>
public static class AdaMerging
{
    /// <summary>Finds the coefficients and merges.</summary>
    /// <param name="network">The classifier; it takes inputs and gives (N, classes) scores. Its own tensors and modes are put back.</param>
    /// <param name="baseModel">The tensors of the model that the others were fine-tuned from.</param>
    /// <param name="models">The tensors of the fine-tuned models, one for each task.</param>
    /// <param name="inputs">Unlabelled inputs of each task, (N, ...).</param>
    /// <param name="options">Coefficients and steps; null for the defaults.</param>
    /// <param name="progress">Told the entropy after every step.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The merged model, its coefficients and the course of the entropy.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor, or there are not as many sets of inputs as models.</exception>
    public static AdaMergingResult Fit(
        nn.Module<Tensor, Tensor> network,
        IReadOnlyDictionary<string, Tensor> baseModel,
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models,
        IReadOnlyList<Tensor> inputs,
        AdaMergingOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(baseModel);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new AdaMergingOptions();
        if (models.Count == 0 || inputs.Count != models.Count || inputs.Any(task => task.shape.Length == 0 || task.shape[0] < 1))
        {
            throw new ArgumentException($"There are {models.Count} models and {inputs.Count} sets of inputs; expected at least one model and inputs of [N, ...] with N of at least 1 for each.", nameof(inputs));
        }

        if (inputs.Any(task => !task.shape.AsSpan(1).SequenceEqual(inputs[0].shape.AsSpan(1))))
        {
            throw new ArgumentException($"The tasks' inputs are {string.Join(" and ", inputs.Select(task => $"[{string.Join(", ", task.shape)}]"))}; expected inputs of one shape but for their number.", nameof(inputs));
        }

        foreach (var model in models)
        {
            StateDictGuard.Same(baseModel, model, nameof(models));
        }

        using var scope = NewDisposeScope();
        var rest = ModelMerge.Merge(MergeMethod.Average, models); // running statistics and whole numbers; the trainable tensors are replaced
        using var borrowed = new BorrowedParameters(network, rest);
        using var mode = new ModuleMode(network, options.BatchStatistics);
        var search = new AdaMergingSearch(network, baseModel, models, options);
        var entropies = search.Run(inputs, progress, cancellationToken);
        using var frozen = no_grad();
        foreach (var name in search.Names)
        {
            rest[name] = search.Merged(name).to(baseModel[name].dtype);
        }

        return new AdaMergingResult(
            rest.ToDictionary(pair => pair.Key, pair => pair.Value.MoveToOuterDisposeScope()),
            [.. Enumerable.Range(0, models.Count).Select(task => search.Names.ToDictionary(name => name, name => search.Coefficient(task, name)))],
            entropies);
    }
}
