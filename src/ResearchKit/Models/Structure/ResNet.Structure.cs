using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class ResNet : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        walk.Layer("conv1", _stem.Convolution);
        if (_stem.Normalization is { } normalization)
        {
            walk.Layer("bn1", normalization);
        }

        foreach (var (block, name) in _blocks)
        {
            walk.Layer(name, block);
        }

        walk.Layer("fc", named_children().Single(child => child.name == "fc").module);
    }
}
