using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class TransformerBlock : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        Add(FirstNorm, _parts.First, AttentionName, _parts.Attention);
        Add(SecondNorm, _parts.Second, FeedForwardName, _parts.FeedForward);

        void Add(string normName, nn.Module norm, string name, nn.Module part)
        {
            if (Options.Placement == NormalizationPlacement.After)
            {
                walk.Residual(branch => branch.Layer(name, part)).Layer(normName, norm);
            }
            else
            {
                walk.Residual(branch => branch.Layer(normName, norm).Layer(name, part));
            }
        }
    }
}
