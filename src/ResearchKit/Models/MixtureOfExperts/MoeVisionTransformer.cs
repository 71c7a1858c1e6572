using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A vision transformer with experts: patches become tokens, the mean of the last tokens gives the class scores.</summary>
/// <remarks>
/// Parameters: <c>patches</c>, <c>positions.weight</c>, <c>blocks.N.…</c> with <c>blocks.N.moe.…</c> in sparse blocks, <c>norm</c>, <c>head</c>. The mean in place of a
/// class token is our choice. Reference: Dosovitskiy et al., 2021; Riquelme et al., 2021 (V-MoE), section 2.
/// </remarks>
public sealed class MoeVisionTransformer : nn.Module<Tensor, Tensor>, IMoePredictor
{
    private const double PositionScale = 0.02;

    private readonly Held<(Linear Patches, Parameter Positions)> _embedding;
    private readonly MoeEncoder _encoder;
    private readonly Func<Tensor, Tensor> _head;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive, patches do not cover the image, or the blocks are no network's.</exception>
    public MoeVisionTransformer(MoeVisionOptions options, Seed seed)
        : base(nameof(MoeVisionTransformer))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        var (factory, d) = (new ParameterFactory(seed, options.Encoder.DataType), options.Encoder.Width);
        var patches = factory.Linear("patches", options.PatchNumbers, d, 1 / Math.Sqrt(3 * options.PatchNumbers), bias: true);
        register_module("patches", patches);
        var positions = factory.Parameter("positions.weight", [options.Patches, d], PositionScale);
        var container = new Container("positions");
        container.register_parameter("weight", positions);
        register_module("positions", container);
        _embedding = new((patches, positions));
        _encoder = new MoeEncoder(this, factory, options.Encoder, seed);
        var head = factory.Linear("head", d, options.Classes, 1 / Math.Sqrt(3 * d), bias: true);
        register_module("head", head);
        _head = head.call;
    }

    /// <summary>The shape that the network was made with.</summary>
    public MoeVisionOptions Options { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MoeLayer> MoeLayers => _encoder.Sparse;

    /// <summary>Gives the class scores of a batch as in evaluation.</summary>
    /// <param name="input">Images, (B, channels, size, size).</param>
    /// <returns>Class scores, (B, classes).</returns>
    public override Tensor forward(Tensor input) => Run(input, MoePass.Evaluation);

    /// <inheritdoc/>
    public Tensor Run(Tensor input, MoePass pass)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pass);
        var (batch, patch, side) = (input.shape[0], Options.PatchSize, Options.ImageSize / Options.PatchSize);
        var cut = input.reshape(batch, Options.Channels, side, patch, side, patch).permute(0, 2, 4, 1, 3, 5); // (B, side, side, C, p, p)
        var x = _embedding.Value.Patches.call(cut.reshape(batch, Options.Patches, Options.PatchNumbers)) + _embedding.Value.Positions;
        return _head(_encoder.Run(x, pass).mean([1L])); // (B, classes)
    }

    /// <summary>Makes a network with equal parameters, experts and expert maps, and memory of its own.</summary>
    /// <returns>The copy, which the caller owns.</returns>
    public MoeVisionTransformer Copy() => MoeEncoder.Copy(this, new MoeVisionTransformer(Options, 0));

    nn.Module IMoePredictor.Network => this;

    IMoePredictor IMoePredictor.Copy() => Copy();
}
