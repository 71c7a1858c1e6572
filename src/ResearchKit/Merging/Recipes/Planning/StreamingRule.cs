using ResearchKit.Merging.Methods;
using ResearchKit.Permutations;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Says which tensors are merged in pieces, and how much memory the others need.</summary>
internal sealed class StreamingRule(PermutationSpec? spec)
{
    // What the pieces of a streamed tensor take at most, with the buffers of files.
    private const long Buffers = 32 << 20;

    /// <summary>Whether a tensor is merged in pieces.</summary>
    public bool Holds(PlannedTensor tensor) =>
        tensor.Method is null or IElementwiseMergeMethod or SlerpMerge
        && tensor.Inputs.All(input => !IsCutWithin(input, tensor) && !Moves(input.Name) && !input.IsAdapted);

    /// <summary>The memory of a merge beside the program's own.</summary>
    public long Memory(IEnumerable<PlannedTensor> tensors, IReadOnlyList<ModelFiles> models)
    {
        var whole = tensors.Where(tensor => !tensor.IsStreamed).Select(tensor => (tensor.Inputs.Count() + 2) * tensor.Count * sizeof(float)).DefaultIfEmpty(0).Max();
        var matching = spec is null ? 0 : 4 * models.Max(model => model.Bytes);
        return Buffers + Math.Max(whole, matching);
    }

    // Fewer rows are the first bytes of a tensor; narrower rows are not.
    private static bool IsCutWithin(TensorSource input, PlannedTensor tensor) => !input.Stored.Entry.Shape.Skip(1).SequenceEqual(tensor.Shape.Skip(1));

    private bool Moves(string name) => spec?.Axes.GetValueOrDefault(name)?.Any(axis => axis is not null) ?? false;
}
