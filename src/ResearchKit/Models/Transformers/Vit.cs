using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A vision transformer: patches as tokens, transformer blocks, a linear classifier.</summary>
/// <remarks>
/// Names are timm's: <c>cls_token</c>, <c>pos_embed</c>, <c>patch_embed.proj</c>, <c>blocks.N.norm1</c>, <c>blocks.N.attn.qkv</c>, <c>blocks.N.attn.proj</c>, <c>blocks.N.norm2</c>,
/// <c>blocks.N.mlp.fc1</c>, <c>blocks.N.mlp.fc2</c>, <c>norm</c>, <c>head</c>. Tokens and positions start normal with standard deviation 0.02. There is no dropout, whose draws
/// would come from the global generator. Reference: Dosovitskiy et al., 2021.
/// </remarks>
public sealed partial class Vit : nn.Module<Tensor, Tensor>, IActivationSource
{
    /// <summary>The name of the group that permutes the residual stream, after the layer that starts it.</summary>
    internal const string Stream = "patch_embed.proj";

    private readonly Parts _parts;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the shapes do not fit together.</exception>
    public Vit(VitOptions options, Seed seed)
        : base(nameof(Vit))
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        Options = options;
        var factory = new LayerFactory(seed, options.Initialization, options.DataType);
        var patches = (options.ImageSize / options.PatchSize) * (options.ImageSize / options.PatchSize);
        var classToken = options.Pooling == VitPooling.ClassToken;
        if (classToken)
        {
            register_parameter("cls_token", factory.Table("cls_token", 1, 1, options.Width));
        }

        register_parameter("pos_embed", factory.Table("pos_embed", 1, patches + (classToken ? 1 : 0), options.Width));
        var patch = factory.Convolution(Stream, options.Channels, options.Width, options.PatchSize, options.PatchSize, 0, bias: true);
        var embedding = new NamedLayers();
        embedding.Add("proj", patch);
        register_module("patch_embed", embedding);

        var container = new NumberedLayers();
        var blocks = new List<TransformerBlock>();
        for (var i = 0; i < options.Depth; i++)
        {
            blocks.Add(container.Add(i, new TransformerBlock(options.Block, seed, string.Create(CultureInfo.InvariantCulture, $"blocks.{i}"))));
        }

        register_module("blocks", container);
        var norm = TransformerBlock.CreateNorm(options.Block);
        register_module("norm", norm);
        var head = factory.Linear("head", options.Width, options.Classes, bias: true);
        register_module("head", head);
        _parts = new Parts(patch, blocks, norm, head);
    }

    /// <summary>The shape that the network was made with.</summary>
    public VitOptions Options { get; }

    /// <summary>Gives the class scores of a batch.</summary>
    /// <param name="input">A batch, (N, channels, size, size), of the network's number type.</param>
    /// <returns>Class scores, (N, classes).</returns>
    public override Tensor forward(Tensor input) => Run(input, null);

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Activations(Tensor images) => ActivationRecorder.Record(kept => Run(images, kept));

    private static void Check(VitOptions options)
    {
        Guard.Positive(options.ImageSize, nameof(options.ImageSize));
        Guard.Positive(options.Channels, nameof(options.Channels));
        Guard.Positive(options.PatchSize, nameof(options.PatchSize));
        Guard.Positive(options.Depth, nameof(options.Depth));
        Guard.Positive(options.Classes, nameof(options.Classes));
        options.Block.Check();
        if (options.ImageSize % options.PatchSize != 0)
        {
            throw new ArgumentException($"ImageSize is {options.ImageSize}; expected a multiple of the patch size {options.PatchSize}");
        }
    }

    private Tensor Run(Tensor input, Dictionary<string, Tensor>? kept)
    {
        ArgumentNullException.ThrowIfNull(input);
        var x = _parts.Patch.call(input).flatten(2).transpose(1, 2); // (N, patches, d)
        var classToken = Options.Pooling == VitPooling.ClassToken;
        if (classToken)
        {
            x = cat([get_parameter("cls_token")!.expand(x.shape[0], 1, x.shape[2]), x], 1);
        }

        x = x + get_parameter("pos_embed")!; // (N, T, d)
        for (var i = 0; i < _parts.Blocks.Count; i++)
        {
            x = _parts.Blocks[i].Run(x, string.Create(CultureInfo.InvariantCulture, $"blocks.{i}"), kept);
        }

        kept?.Add(Stream, x.reshape(-1, Options.Width)); // what the stream holds at its end
        x = _parts.Norm.call(x);
        return _parts.Head.call(classToken ? x.select(1, 0) : x.mean([1L])); // (N, classes)
    }

    private sealed record Parts(Conv2d Patch, List<TransformerBlock> Blocks, nn.Module<Tensor, Tensor> Norm, Linear Head);
}
