using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class SelfAttention : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        var layout = new AttentionLayout
        {
            Heads = _options.Heads,
            KeyValueHeads = _options.Groups,
            HeadSize = _options.UnitsPerHead,
            Rotary = _options.RotaryBase is not null,
            Bias = _options.Bias,
            OutputBias = _options.Bias,
            Fused = _options.Names == TransformerNames.Timm ? "qkv" : null,
            Output = OutputName,
        };
        walk.Builder.Attention(string.Empty, layout, _options.Width);
    }
}
