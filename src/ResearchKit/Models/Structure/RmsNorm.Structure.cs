using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class RmsNorm : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        walk.Builder.PerChannel("weight");
    }
}
