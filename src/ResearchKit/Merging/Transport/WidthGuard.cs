using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Transport;

/// <summary>Reads the widths of a model whose shapes may differ from a spec's where groups stand.</summary>
internal static class WidthGuard
{
    /// <summary>The number of units of each group in the candidate; refuses tensors that do not agree on one or differ elsewhere.</summary>
    public static Dictionary<string, int> Units(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate)
    {
        var units = new Dictionary<string, int>();
        foreach (var (name, axes) in spec.Axes)
        {
            if (!candidate.TryGetValue(name, out var tensor) || tensor.shape.Length != axes.Count)
            {
                throw new ArgumentException($"Tensor '{name}' is {(tensor is null ? "missing in" : $"[{string.Join(", ", tensor.shape)}] in")} the candidate; the reference has [{string.Join(", ", reference[name].shape)}].", nameof(candidate));
            }

            for (var axis = 0; axis < axes.Count; axis++)
            {
                Check(name, tensor, axis, axes[axis], reference[name].shape[axis], units);
            }
        }

        return units;
    }

    private static void Check(string name, Tensor tensor, int axis, AxisPermutation? entry, long expected, Dictionary<string, int> units)
    {
        var size = tensor.shape[axis];
        if (entry is null)
        {
            if (size != expected)
            {
                throw new ArgumentException($"Axis {axis} of '{name}' has {size} positions in the candidate and {expected} in the reference; only axes with a permutation group may differ.");
            }

            return;
        }

        var count = (int)(size / entry.BlockSize);
        if (count < 1 || size % entry.BlockSize != 0 || (units.TryGetValue(entry.Group, out var known) && known != count))
        {
            throw new ArgumentException(
                $"Axis {axis} of '{name}' has {size} positions in the candidate; group '{entry.Group}' needs {(units.TryGetValue(entry.Group, out known) ? $"{known} blocks" : "whole blocks")} of {entry.BlockSize}.");
        }

        units[entry.Group] = count;
    }
}
