using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class Mlp : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        for (var i = 0; i < _layers.Length; i++)
        {
            walk.Layer($"fc{i}", _layers[i]);
        }
    }
}
