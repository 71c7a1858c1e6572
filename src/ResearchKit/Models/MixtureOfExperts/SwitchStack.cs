using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The encoder or the decoder: blocks and a last norm.</summary>
internal sealed class SwitchStack : nn.Module<Tensor, Tensor>
{
    private readonly SwitchBlock[] _blocks;
    private readonly Held<RmsNorm> _norm;
    private readonly bool _isDecoder;

    public SwitchStack(ParameterFactory factory, SwitchOptions options, Seed seed, bool isDecoder)
        : base(nameof(SwitchStack))
    {
        _isDecoder = isDecoder;
        var blocks = new NumberedLayers();
        _blocks = new SwitchBlock[isDecoder ? options.DecoderLayers : options.EncoderLayers];
        for (var i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = blocks.Add(i, new SwitchBlock(factory, options, seed, isDecoder ? "decoder" : "encoder", i, isDecoder));
        }

        register_module("block", blocks);
        _norm = new(new RmsNorm(factory, options.Width));
        register_module("final_layer_norm", _norm.Value);
    }

    /// <summary>The layers of experts in order.</summary>
    public IEnumerable<MoeLayer> Sparse => _blocks.Select(b => b.Sparse).OfType<MoeLayer>();

    public override Tensor forward(Tensor input) => Run(input, null, null, null, MoePass.Evaluation);

    /// <summary>Runs the stack on embedded symbols (B, L, d); the masks add to attention scores.</summary>
    public Tensor Run(Tensor x, Tensor? mask, Tensor? encoded, Tensor? encodedMask, MoePass pass)
    {
        var length = (int)x.shape[1];
        var bias = _blocks[0].SelfAttention.Positions(length, !_isDecoder); // (1, heads, L, L)
        if (_isDecoder)
        {
            bias = bias.masked_fill(ones([length, length], ScalarType.Bool, x.device).triu(1), double.NegativeInfinity);
        }

        if (mask is not null)
        {
            bias += mask;
        }

        foreach (var block in _blocks)
        {
            x = block.Run(x, bias, encoded, encodedMask, pass);
        }

        return _norm.Value.call(x);
    }
}
