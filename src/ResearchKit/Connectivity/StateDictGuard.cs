using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Checks that state dicts describe the same model.</summary>
internal static class StateDictGuard
{
    /// <summary>Refuses a second state dict whose names, shapes or kinds of number differ from the first's.</summary>
    public static void Same(IReadOnlyDictionary<string, Tensor> first, IReadOnlyDictionary<string, Tensor> second, string secondName)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        foreach (var (name, tensor) in first)
        {
            if (!second.TryGetValue(name, out var other))
            {
                throw new ArgumentException($"tensor '{name}' is missing; the first model has it with shape [{string.Join(", ", tensor.shape)}]", secondName);
            }

            if (!other.shape.AsSpan().SequenceEqual(tensor.shape))
            {
                throw new ArgumentException($"tensor '{name}' has shape [{string.Join(", ", other.shape)}]; the first model has [{string.Join(", ", tensor.shape)}]", secondName);
            }

            if (other.dtype != tensor.dtype)
            {
                throw new ArgumentException($"tensor '{name}' is {other.dtype}; the first model has {tensor.dtype}", secondName);
            }
        }

        foreach (var name in second.Keys)
        {
            if (!first.ContainsKey(name))
            {
                throw new ArgumentException($"tensor '{name}' is not in the first model", secondName);
            }
        }
    }

    /// <summary>Whether a tensor is learnt: a floating-point tensor that is not a running statistic of a normalisation.</summary>
    public static bool IsLearnt(string name, Tensor tensor)
        => tensor.is_floating_point() && !name.EndsWith("running_mean", StringComparison.Ordinal) && !name.EndsWith("running_var", StringComparison.Ordinal);
}
