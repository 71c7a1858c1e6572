using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Onnx;

/// <summary>Makes a permutation spec of the factors that may move, and says which axes are left out and why.</summary>
/// <remarks>
/// A spec moves blocks of neighbouring positions: a factor with something outside of it on the same axis has no place in it, and none that stands twice in one tensor.
/// Leaving a factor in place is always allowed.
/// </remarks>
internal sealed class SpecAssembly
{
    private static readonly string[] Endings = [".weight", ".bias"];

    private readonly AxisPropagation _axes;
    private readonly Dictionary<AxisFactor, string> _excluded = [];
    private readonly Dictionary<AxisFactor, string> _names = [];

    public SpecAssembly(OnnxModel model, AxisPropagation axes)
    {
        _axes = axes;
        foreach (var name in axes.Parameters.Keys)
        {
            Exclude(name);
        }

        foreach (var node in model.Nodes)
        {
            foreach (var input in node.Inputs.Where(axes.Parameters.ContainsKey))
            {
                Name(node, input);
            }
        }

        foreach (var name in axes.Parameters.Keys)
        {
            Name(null, name); // weights whose first reader is out of sight
        }
    }

    /// <summary>The spec of all weights.</summary>
    public PermutationSpec Spec() => new(
        _names.Select(pair => KeyValuePair.Create(pair.Value, checked((int)pair.Key.Size))),
        _axes.Parameters.Keys.Select(name => KeyValuePair.Create<string, IReadOnlyList<AxisPermutation?>>(name, [.. _axes.AxesOf(name)!.Select(Entry)])),
        _axes.Statistics);

    /// <summary>The group that moves an axis, or null.</summary>
    public string? GroupOf(AxisFactor[] axis) => Entry(axis)?.Group;

    /// <summary>The axes of weights that no group moves.</summary>
    public IEnumerable<OnnxUnpermutedAxis> Unpermuted() =>
        from weight in _axes.Parameters
        from axis in Enumerable.Range(0, weight.Value.shape.Length)
        let factors = _axes.AxesOf(weight.Key)![axis]
        where weight.Value.shape[axis] > 1 && Entry(factors) is null
        select new OnnxUnpermutedAxis(weight.Key, axis, weight.Value.shape[axis], Reason(factors));

    private string Reason(AxisFactor[] axis)
    {
        var leaves = AxisFactor.Leaves(axis);
        var parts = leaves.Select(leaf => leaf.FixedBy ?? _excluded.GetValueOrDefault(leaf, "no reason")).Distinct().ToList();
        return parts.Count == 1 ? parts[0] : string.Join("; ", leaves.Select(leaf => string.Create(CultureInfo.InvariantCulture, $"factor {leaf.Size}: {leaf.FixedBy ?? _excluded.GetValueOrDefault(leaf, "no reason")}")));
    }

    private AxisPermutation? Entry(AxisFactor[] axis)
    {
        var leaves = AxisFactor.Leaves(axis);
        return leaves.Count > 0 && _names.TryGetValue(leaves[0], out var group)
            ? new AxisPermutation(group, checked((int)leaves.Skip(1).Aggregate(1L, (product, leaf) => product * leaf.Size)))
            : null;
    }

    private void Exclude(string tensor)
    {
        var seen = new HashSet<AxisFactor>();
        foreach (var axis in _axes.AxesOf(tensor)!)
        {
            var leaves = AxisFactor.Leaves(axis);
            for (var i = 0; i < leaves.Count; i++)
            {
                if (!seen.Add(leaves[i]))
                {
                    _excluded.TryAdd(leaves[i], $"it stands on two axes of '{tensor}', which a permutation spec cannot say");
                }
                else if (i > 0)
                {
                    _excluded.TryAdd(leaves[i], $"it lies within a larger factor of an axis of '{tensor}', which a permutation spec cannot say");
                }
                else if (leaves[i].Size > int.MaxValue)
                {
                    _excluded.TryAdd(leaves[i], "it is too large");
                }
            }
        }
    }

    private void Name(OnnxNode? node, string tensor)
    {
        foreach (var axis in _axes.AxesOf(tensor)!)
        {
            if (AxisFactor.Leaves(axis) is [{ FixedBy: null } first, ..] && !_excluded.ContainsKey(first) && !_names.ContainsKey(first))
            {
                _names.Add(first, Unique(node is not null && tensor.Contains("::", StringComparison.Ordinal) ? LayerOf(node) : LayerOf(tensor)));
            }
        }
    }

    private string Unique(string name)
    {
        var taken = _names.Values.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, taken.Count + 1).Select(i => i == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}#{i}")).First(candidate => !taken.Contains(candidate));
    }

    private static string LayerOf(string tensor) => Endings.FirstOrDefault(ending => tensor.Length > ending.Length && tensor.EndsWith(ending, StringComparison.Ordinal)) is { } ending ? tensor[..^ending.Length] : tensor;

    // "/encoder/layer.0/linear/MatMul" is the layer encoder.layer.0.linear.
    private static string LayerOf(OnnxNode node)
    {
        var parts = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 ? string.Join('.', parts[..^1]) : node.Name;
    }
}
