using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class FeedForward : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        if (Options.Gated)
        {
            walk.Builder.GatedFeedForward(LayerNames[0], LayerNames[1], LayerNames[2], Options.FeedForwardSize, Options.Width, Options.Bias);
        }
        else
        {
            walk.Layer(LayerNames[0], _layers[0]).Layer(LayerNames[1], _layers[1]);
        }
    }
}
