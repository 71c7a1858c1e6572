using ResearchKit.Merging.Methods;
using ResearchKit.Merging.Recipes.Planning;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Merges a tensor that has to be in memory whole.</summary>
internal static class WholeTensor
{
    /// <summary>Reads a tensor from all models and merges it.</summary>
    /// <returns>The result in the type that is computed in; it belongs to the current dispose scope.</returns>
    public static Tensor Merge(PlannedTensor tensor, Seed seed, AlignedModels alignments)
    {
        using var scope = NewDisposeScope();
        Tensor Load(int model) => Read(tensor.Sources[model], tensor, alignments);

        // Task vectors are made one after the other, each from one model; the models need not be in memory together.
        var isPlain = tensor.Inputs.All(input => !alignments.Moves(input) && input.Stored.Entry.Shape.SequenceEqual(tensor.Shape));
        var isLazy = tensor.Method is TaskVectorMerge && isPlain;
        var input = new MergeInput
        {
            Name = tensor.Name,
            Tensors = isLazy ? new LazyTensors(tensor.Sources.Count, Load) : [.. Enumerable.Range(0, tensor.Sources.Count).Select(Load)],
            Weights = tensor.Weights,
            Base = tensor.Base is null ? null : Read(tensor.Base, tensor, alignments),
            Seed = seed,
            KnownOrder = isLazy ? new PieceOrder(tensor).Find() : null,
        };
        var result = tensor.Method!.Merge(input);
        return result.shape.AsSpan().SequenceEqual([.. tensor.Shape])
            ? result.MoveToOuterDisposeScope()
            : throw new InvalidOperationException($"Merge method '{tensor.Method.Name}' gave a tensor of shape [{string.Join(", ", result.shape)}] for '{tensor.Name}'; expected [{string.Join(", ", tensor.Shape)}].");
    }

    private static Tensor Read(TensorSource source, PlannedTensor tensor, AlignedModels alignments)
    {
        using var scope = NewDisposeScope();
        var stored = source.Model.Load(source.Name, tensor.WorkingType);
        for (var axis = 0; axis < tensor.Shape.Count; axis++)
        {
            stored = stored.shape[axis] == tensor.Shape[axis] ? stored : stored.narrow(axis, 0, tensor.Shape[axis]);
        }

        return alignments.Apply(source, stored).contiguous().MoveToOuterDisposeScope();
    }
}
