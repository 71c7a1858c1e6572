using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A transformer block: self-attention and feed-forward layer, each with a skip connection and a normalisation.</summary>
/// <remarks>Names are those of <see cref="TransformerNames"/>. Reference: Vaswani et al., 2017, section 3.1; Xiong et al., 2020, for normalisation in front.</remarks>
public sealed partial class TransformerBlock : nn.Module<Tensor, Tensor>
{
    private readonly Parts _parts;

    /// <summary>Makes a block whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <param name="name">The block's name within its network, from which streams of random numbers are derived.</param>
    /// <exception cref="ArgumentException">The shape does not fit together.</exception>
    public TransformerBlock(TransformerBlockOptions options, Seed seed, string name = "block")
        : base(nameof(TransformerBlock))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Options = options;
        var timm = options.Names == TransformerNames.Timm;
        (FirstNorm, AttentionName, SecondNorm) = timm ? ("norm1", "attn", "norm2") : ("input_layernorm", "self_attn", "post_attention_layernorm");
        _parts = new Parts(
            CreateNorm(options),
            new SelfAttention(options, seed, $"{name}.{AttentionName}"),
            CreateNorm(options),
            new FeedForward(options, seed, $"{name}.{FeedForwardName}"));
        register_module(FirstNorm, _parts.First);
        register_module(AttentionName, _parts.Attention);
        register_module(SecondNorm, _parts.Second);
        register_module(FeedForwardName, _parts.FeedForward);
    }

    /// <summary>The shape that the block was made with.</summary>
    public TransformerBlockOptions Options { get; }

    /// <summary>The name of the feed-forward layer.</summary>
    internal static string FeedForwardName => "mlp";

    /// <summary>The name of the first normalisation.</summary>
    internal string FirstNorm { get; }

    /// <summary>The name of the attention layer.</summary>
    internal string AttentionName { get; }

    /// <summary>The name of the second normalisation.</summary>
    internal string SecondNorm { get; }

    /// <summary>Runs the block.</summary>
    /// <param name="input">(N, T, d).</param>
    /// <returns>(N, T, d).</returns>
    public override Tensor forward(Tensor input) => Run(input, "", null);

    /// <summary>Makes the normalisation that the options name.</summary>
    internal static nn.Module<Tensor, Tensor> CreateNorm(TransformerBlockOptions options) => options.Normalization switch
    {
        TransformerNormalization.Layer => nn.LayerNorm([options.Width], options.Epsilon, dtype: options.DataType).OutsideScopes(),
        TransformerNormalization.Rms => new RmsNorm(options.Width, options.Epsilon, options.DataType),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Normalization, "there is no such normalisation"),
    };

    /// <summary>Runs the block and keeps the activations of its groups.</summary>
    internal Tensor Run(Tensor input, string name, Dictionary<string, Tensor>? kept)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (attention, feedForward) = ($"{name}.{AttentionName}", $"{name}.{FeedForwardName}");
        if (Options.Placement == NormalizationPlacement.After)
        {
            var middle = _parts.First.call(input + _parts.Attention.Run(input, attention, kept));
            return _parts.Second.call(middle + _parts.FeedForward.Run(middle, feedForward, kept));
        }

        var x = input + _parts.Attention.Run(_parts.First.call(input), attention, kept);
        return x + _parts.FeedForward.Run(_parts.Second.call(x), feedForward, kept);
    }

    private sealed record Parts(nn.Module<Tensor, Tensor> First, SelfAttention Attention, nn.Module<Tensor, Tensor> Second, FeedForward FeedForward);
}
