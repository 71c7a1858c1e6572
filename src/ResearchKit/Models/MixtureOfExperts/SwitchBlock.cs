using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A block of the encoder (self-attention, feed-forward) or of the decoder (with attention to the encoder between them), each behind a norm and beside a residual.</summary>
internal sealed class SwitchBlock : nn.Module<Tensor, Tensor>
{
    private readonly (RmsNorm Norm, SwitchAttention Attention) _self;
    private readonly (RmsNorm Norm, SwitchAttention Attention)? _cross;
    private readonly Held<RmsNorm> _norm;
    private readonly Held<MoeLayer?> _sparse;
    private readonly Func<Tensor, MoePass, Tensor> _feedForward;

    public SwitchBlock(ParameterFactory factory, SwitchOptions options, Seed seed, string stack, int number, bool isDecoder)
        : base(nameof(SwitchBlock))
    {
        var name = $"{stack}.block.{number}";
        var layers = new NumberedLayers();
        _self = Attention(factory, options, layers, 0, "SelfAttention", $"{name}.layer.0", number == 0);
        _cross = isDecoder ? Attention(factory, options, layers, 1, "EncDecAttention", $"{name}.layer.1", false) : null;

        var place = isDecoder ? 2 : 1;
        var last = layers.Add(place, new Container("layer"));
        nn.Module<Tensor, Tensor> layer;
        if (options.IsSparse(number))
        {
            var sparse = new MoeLayer(options.Layer, seed, $"{name}.layer.{place}.mlp");
            _sparse = new(sparse);
            (layer, _feedForward) = (sparse, sparse.Run);
        }
        else
        {
            layer = new SwitchFeedForward(factory, options, $"{name}.layer.{place}.mlp");
            _feedForward = (x, _) => layer.call(x);
        }

        last.register_module("mlp", layer);
        _norm = new(new RmsNorm(factory, options.Width));
        last.register_module("layer_norm", _norm.Value);
        register_module("layer", layers);
    }

    /// <summary>The layer of experts, or null in a dense block.</summary>
    public MoeLayer? Sparse => _sparse.Value;

    /// <summary>The attention within the block's own tokens.</summary>
    public SwitchAttention SelfAttention => _self.Attention;

    public override Tensor forward(Tensor input) => Run(input, null, null, null, MoePass.Evaluation);

    /// <summary>Runs the block on (B, L, d).</summary>
    public Tensor Run(Tensor x, Tensor? bias, Tensor? encoded, Tensor? encodedBias, MoePass pass)
    {
        var normed = _self.Norm.call(x);
        x += _self.Attention.Run(normed, normed, bias);
        if (_cross is { } cross && encoded is not null)
        {
            x += cross.Attention.Run(cross.Norm.call(x), encoded, encodedBias);
        }

        return x + _feedForward(_norm.Value.call(x), pass);
    }

    private static (RmsNorm Norm, SwitchAttention Attention) Attention(
        ParameterFactory factory, SwitchOptions options, NumberedLayers layers, int place, string kind, string name, bool ownsPositions)
    {
        var container = layers.Add(place, new Container("layer"));
        var attention = new SwitchAttention(factory, options, $"{name}.{kind}", ownsPositions);
        container.register_module(kind, attention);
        var norm = new RmsNorm(factory, options.Width);
        container.register_module("layer_norm", norm);
        return (norm, attention);
    }
}
