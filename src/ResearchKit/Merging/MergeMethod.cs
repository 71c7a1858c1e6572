using static TorchSharp.torch;

namespace ResearchKit.Merging;

/// <summary>A merge method made of a name and a function, for a prototype in a notebook cell.</summary>
/// <param name="name">The name that tables and legends show.</param>
/// <param name="merge">The rule for one tensor.</param>
public sealed class MergeMethod(string name, Func<MergeInput, Tensor> merge) : IMergeMethod
{
    private readonly Func<MergeInput, Tensor> _merge = merge ?? throw new ArgumentNullException(nameof(merge));

    /// <summary>The weighted average of the models: the straight path between two, their midpoint at equal weights.</summary>
    public static IMergeMethod Average { get; } = new MergeMethod("average", input => input.Average());

    /// <inheritdoc/>
    public string Name { get; } = string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("A merge method needs a name.", nameof(name)) : name;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input) => _merge(input);
}
