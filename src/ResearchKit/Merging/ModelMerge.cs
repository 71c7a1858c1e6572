using ResearchKit.Connectivity;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging;

/// <summary>Applies a merge method to whole models, tensor by tensor.</summary>
/// <remarks>Tensors of whole numbers (<c>num_batches_tracked</c>) are copied from the first model. Memory beyond the result is that of one tensor.</remarks>
public static class ModelMerge
{
    private const double WeightTolerance = 1e-9;

    /// <summary>Merges models into one.</summary>
    /// <param name="method">The rule for one tensor.</param>
    /// <param name="models">The models, aligned: the same names, shapes and types.</param>
    /// <param name="weights">The weight of each model, 0 or more with the sum 1; null for equal weights.</param>
    /// <returns>The merged tensors, owned by the caller.</returns>
    /// <exception cref="ArgumentException">There is no model, two differ in a tensor, or the weights do not fit.</exception>
    /// <exception cref="InvalidOperationException">The method gave a tensor of another shape; the message names it.</exception>
    public static Dictionary<string, Tensor> Merge(IMergeMethod method, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0)
        {
            throw new ArgumentException("There are no models to merge.", nameof(models));
        }

        foreach (var model in models)
        {
            StateDictGuard.Same(models[0], model, nameof(models));
        }

        double[] shares = weights is null ? [.. Enumerable.Repeat(1.0 / models.Count, models.Count)] : Check(weights, models.Count);
        using var frozen = no_grad();
        var merged = new Dictionary<string, Tensor>(models[0].Count);
        foreach (var (name, first) in models[0])
        {
            using var scope = NewDisposeScope();
            merged.Add(name, (first.is_floating_point() ? MergeOne(method, name, models, shares) : first.clone()).MoveToOuterDisposeScope());
        }

        return merged;
    }

    private static Tensor MergeOne(IMergeMethod method, string name, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, double[] weights)
    {
        Tensor[] tensors = [.. models.Select(model => model[name].detach())];
        var result = method.Merge(new MergeInput { Name = name, Tensors = tensors, Weights = weights })
            ?? throw new InvalidOperationException($"Merge method '{method.Name}' gave no tensor for '{name}'.");
        if (!result.shape.AsSpan().SequenceEqual(tensors[0].shape))
        {
            throw new InvalidOperationException(
                $"Merge method '{method.Name}' gave a tensor of shape [{string.Join(", ", result.shape)}] for '{name}'; expected [{string.Join(", ", tensors[0].shape)}].");
        }

        // A copy, because a method may hand back one of the tensors that it was given.
        return result.detach().to(tensors[0].dtype).clone();
    }

    private static double[] Check(IReadOnlyList<double> weights, int models)
    {
        if (weights.Count != models)
        {
            throw new ArgumentException($"There are {weights.Count} weights for {models} models; expected one for each.", nameof(weights));
        }

        if (!weights.All(weight => weight >= 0) || !(Math.Abs(weights.Sum() - 1) <= WeightTolerance))
        {
            throw new ArgumentException(FormattableString.Invariant($"The weights are {string.Join(", ", weights)}; expected numbers of 0 or more with the sum 1."), nameof(weights));
        }

        return [.. weights];
    }
}
