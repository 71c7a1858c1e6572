using ResearchKit.Merging.Numerics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Zip;

/// <summary>What zipping does to one tensor: its output axis is merged, its input axes are unmerged.</summary>
internal sealed class ZippedTensor
{
    private readonly IReadOnlyList<AxisPermutation?> _axes;
    private readonly int _output;
    private readonly IReadOnlyDictionary<string, FeatureZip> _zips;

    public ZippedTensor(string name, IReadOnlyList<AxisPermutation?> axes, int output, IReadOnlyDictionary<string, FeatureZip> zips)
    {
        if (axes.Count > 0 && (output < 0 || output >= axes.Count))
        {
            throw new ArgumentException($"The output axis of '{name}' is given as {output}; the tensor has {axes.Count} axes.");
        }

        (_axes, _output, _zips) = (axes, output, zips);
        IsShared = axes.Count > 0 && IsZipped(axes[output]);
        var stranger = axes.Where((axis, index) => index != output && axis is not null && !IsZipped(axis)).FirstOrDefault();
        if (IsShared && stranger is not null)
        {
            throw new ArgumentException(
                $"Group '{axes[output]!.Group}' is zipped, but '{name}' feeds it from group '{stranger.Group}', which is not; zip every group in front of a zipped one.");
        }
    }

    /// <summary>Whether the output axis is zipped, so that the models share the tensor.</summary>
    public bool IsShared { get; }

    /// <summary>Sum over models of M_out W U_in; a tensor of whole numbers is the first model's.</summary>
    public Tensor Merge(Tensor[] tensors, Dictionary<string, Tensor[]> merge, Dictionary<string, Tensor[]> unmerge)
    {
        using var scope = NewDisposeScope();
        var output = _axes[_output]!;
        Tensor? sum = null;
        for (var model = 0; model < tensors.Length; model++)
        {
            var part = AxisMap.Along(merge[output.Group][model], Inputs(tensors[model], unmerge, model), _output, output.BlockSize);
            sum = sum is null ? part : sum.add_(part);
        }

        return sum!.to(tensors[0].dtype).MoveToOuterDisposeScope();
    }

    /// <summary>W U_in of one model, a copy where nothing in front is zipped.</summary>
    public Tensor Unmerge(Tensor tensor, Dictionary<string, Tensor[]> unmerge, int model)
    {
        using var scope = NewDisposeScope();
        var result = Inputs(tensor, unmerge, model);
        return (ReferenceEquals(result, tensor) ? tensor.detach().clone() : result.to(tensor.dtype)).MoveToOuterDisposeScope();
    }

    private Tensor Inputs(Tensor tensor, Dictionary<string, Tensor[]> unmerge, int model)
    {
        for (var axis = 0; axis < _axes.Count; axis++)
        {
            if (axis != _output && _axes[axis] is { } entry && IsZipped(entry))
            {
                // W U: column f of the result is the sum of the columns of the units in feature f, so that the axis is multiplied by U transposed.
                tensor = AxisMap.Along(unmerge[entry.Group][model].t(), tensor, axis, entry.BlockSize);
            }
        }

        return tensor;
    }

    private bool IsZipped(AxisPermutation? axis) => axis is not null && _zips.ContainsKey(axis.Group);
}
