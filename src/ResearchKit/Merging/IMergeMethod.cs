using static TorchSharp.torch;

namespace ResearchKit.Merging;

/// <summary>A rule that turns the same tensor of several models into one.</summary>
/// <remarks>An implementation is a thin type that names its source and holds its parameters as properties; it keeps no state between calls.</remarks>
public interface IMergeMethod
{
    /// <summary>The name that tables and legends show.</summary>
    string Name { get; }

    /// <summary>Merges one tensor.</summary>
    /// <param name="input">The tensor in every model, aligned, and the weight of each model.</param>
    /// <returns>A tensor of the same shape that the caller owns.</returns>
    Tensor Merge(MergeInput input);
}
