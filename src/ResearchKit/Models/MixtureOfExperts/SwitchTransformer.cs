using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A Switch transformer: encoder and decoder of T5 blocks, every other with experts to one of which each token goes.</summary>
/// <remarks>
/// Names of parameters are those of the published checkpoints, but for the experts of a layer, which are stacked: <c>...mlp.experts.wi</c> (E, f, d) in place of
/// <c>...mlp.experts.expert_e.wi.weight</c>; <see cref="SwitchCheckpoint"/> translates. There is no dropout, because its draws would come from the global generator.
/// Reference: Fedus, Zoph and Shazeer, 2022; the blocks are those of Raffel et al., 2020.
/// </remarks>
public sealed class SwitchTransformer : nn.Module<Tensor, Tensor, Tensor>, IMoeModel
{
    private readonly Held<(Parameter Symbols, Parameter? Output)> _tables;
    private readonly (SwitchStack Encoder, SwitchStack Decoder) _stacks;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the position buckets do not fit.</exception>
    public SwitchTransformer(SwitchOptions options, Seed seed)
        : base(nameof(SwitchTransformer))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        var factory = new ParameterFactory(seed, options.DataType);
        var symbols = Table(factory, "shared");
        _stacks = (new SwitchStack(factory, options, seed, isDecoder: false), new SwitchStack(factory, options, seed, isDecoder: true));
        register_module("encoder", _stacks.Encoder);
        register_module("decoder", _stacks.Decoder);
        _tables = new((symbols, options.TiedOutput ? null : Table(factory, "lm_head")));

        MoeLayers = [.. _stacks.Encoder.Sparse, .. _stacks.Decoder.Sparse];
    }

    /// <summary>The shape that the network was made with.</summary>
    public SwitchOptions Options { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MoeLayer> MoeLayers { get; }

    /// <summary>Gives the scores of the next symbol at each place of the decoder, as in evaluation.</summary>
    /// <param name="input1">Symbols of the encoder, (B, S) int64.</param>
    /// <param name="input2">Symbols of the decoder, (B, L) int64, shifted right by the caller.</param>
    /// <returns>Scores, (B, L, vocabulary).</returns>
    public override Tensor forward(Tensor input1, Tensor input2) => Run(input1, input2, null, MoePass.Evaluation);

    /// <summary>Gives the scores of the next symbol at each place of the decoder.</summary>
    /// <param name="source">Symbols of the encoder, (B, S) int64.</param>
    /// <param name="target">Symbols of the decoder, (B, L) int64, shifted right by the caller.</param>
    /// <param name="sourceMask">True where a symbol of the encoder counts, (B, S) bool, or null when all do.</param>
    /// <param name="pass">Capacity, jitter and observer.</param>
    /// <returns>Scores, (B, L, vocabulary).</returns>
    public Tensor Run(Tensor source, Tensor target, Tensor? sourceMask, MoePass pass)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(pass);
        var (symbols, output) = _tables.Value;
        var mask = sourceMask is null
            ? null
            : zeros([source.shape[0], 1, 1, source.shape[1]], dtype: symbols.dtype, device: symbols.device).masked_fill(sourceMask.logical_not().unsqueeze(1).unsqueeze(1), double.NegativeInfinity);
        var encoded = _stacks.Encoder.Run(Embed(source), mask, null, null, pass); // (B, S, d)
        var decoded = _stacks.Decoder.Run(Embed(target), null, encoded, mask, pass); // (B, L, d)
        return output is null ? nn.functional.linear(decoded / Math.Sqrt(Options.Width), symbols) : nn.functional.linear(decoded, output);
    }

    private Parameter Table(ParameterFactory factory, string name)
    {
        var table = factory.Parameter($"{name}.weight", [Options.Vocabulary, Options.Width], 1);
        var container = new Container(name);
        container.register_parameter("weight", table);
        register_module(name, container);
        return table;
    }

    private Tensor Embed(Tensor symbols) => _tables.Value.Symbols.index_select(0, symbols.reshape(-1)).view(symbols.shape[0], symbols.shape[1], Options.Width);
}
