using ResearchKit.Connectivity;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging;

/// <summary>Applies a merge method to whole models, tensor by tensor.</summary>
/// <remarks>
/// Half-precision tensors are widened to float32 before the method sees them and the result is rounded once; float32 and float64 keep their type. Tensors of whole
/// numbers (<c>num_batches_tracked</c>) are copied from the first model. Memory beyond the result is that of one tensor in each model and what the method needs;
/// a method that ranks whole models (<see cref="IWholeModelMethod"/>) is given all tensors at once, so that half-precision models are held widened, and each tensor is freed when it is merged.
/// </remarks>
public static class ModelMerge
{
    /// <summary>Merges models into one.</summary>
    /// <param name="method">The rule for one tensor.</param>
    /// <param name="models">The models, aligned: the same names, shapes and types.</param>
    /// <param name="weights">The weight of each model, a finite number that means what the method says; null for equal weights with the sum 1.</param>
    /// <param name="options">A base model, a seed and a listener; null for none of them.</param>
    /// <returns>The merged tensors, owned by the caller.</returns>
    /// <exception cref="ArgumentException">There is no model, two differ in a tensor, the weights do not fit, or the method lacks something that it needs.</exception>
    /// <exception cref="InvalidOperationException">The method gave a tensor of another shape; the message names it.</exception>
    public static Dictionary<string, Tensor> Merge(
        IMergeMethod method,
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models,
        IReadOnlyList<double>? weights = null,
        ModelMergeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(models);
        options ??= new ModelMergeOptions();
        if (models.Count == 0)
        {
            throw new ArgumentException("There are no models to merge.", nameof(models));
        }

        foreach (var model in models)
        {
            StateDictGuard.Same(models[0], model, nameof(models));
        }

        if (options.Base is not null)
        {
            StateDictGuard.Same(models[0], options.Base, nameof(options));
        }

        double[] factors = weights is null ? [.. Enumerable.Repeat(1.0 / models.Count, models.Count)] : Check(weights, models.Count);
        using var frozen = no_grad();
        using var all = NewDisposeScope();
        var (rule, inputs) = (method, new Dictionary<string, MergeInput>());
        if (method is IWholeModelMethod whole)
        {
            inputs = models[0].Where(pair => pair.Value.is_floating_point()).ToDictionary(pair => pair.Key, pair => Input(pair.Key, models, factors, options));
            rule = whole.Prepare([.. inputs.Values]);
        }

        var merged = new Dictionary<string, Tensor>(models[0].Count);
        foreach (var (name, first) in models[0])
        {
            using var scope = NewDisposeScope();
            if (!first.is_floating_point())
            {
                merged.Add(name, first.clone().MoveToOuterDisposeScope());
                continue;
            }

            var input = inputs.GetValueOrDefault(name) ?? Input(name, models, factors, options);
            merged.Add(name, MergeOne(rule, input, first).MoveToOuterDisposeScope());
            Free(input);
        }

        foreach (var tensor in merged.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return merged;
    }

    /// <summary>Frees what was widened, or handles to what was not.</summary>
    private static void Free(MergeInput input)
    {
        foreach (var tensor in input.Tensors)
        {
            tensor.Dispose();
        }

        input.Base?.Dispose();
    }

    private static MergeInput Input(string name, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, double[] weights, ModelMergeOptions options) => new()
    {
        Name = name,
        Tensors = [.. models.Select(model => Working(model[name]))],
        Weights = weights,
        Base = options.Base is null ? null : Working(options.Base[name]),
        Seed = options.Seed.For(name),
        Diagnostics = options.Diagnostics,
    };

    private static Tensor MergeOne(IMergeMethod method, MergeInput input, Tensor first)
    {
        var result = method.Merge(input) ?? throw new InvalidOperationException($"Merge method '{method.Name}' gave no tensor for '{input.Name}'.");
        if (!result.shape.AsSpan().SequenceEqual(first.shape))
        {
            throw new InvalidOperationException(
                $"Merge method '{method.Name}' gave a tensor of shape [{string.Join(", ", result.shape)}] for '{input.Name}'; expected [{string.Join(", ", first.shape)}].");
        }

        // A copy, because a method may hand back one of the tensors that it was given.
        return result.detach().to(first.dtype).clone();
    }

    private static Tensor Working(Tensor tensor)
    {
        var plain = tensor.detach().cpu();
        return (plain.dtype is ScalarType.Float32 or ScalarType.Float64 ? plain : plain.to(ScalarType.Float32)).contiguous();
    }

    private static double[] Check(IReadOnlyList<double> weights, int models)
    {
        if (weights.Count != models)
        {
            throw new ArgumentException($"There are {weights.Count} weights for {models} models; expected one for each.", nameof(weights));
        }

        if (!weights.All(double.IsFinite))
        {
            throw new ArgumentException(FormattableString.Invariant($"The weights are {string.Join(", ", weights)}; expected finite numbers."), nameof(weights));
        }

        return [.. weights];
    }
}
