using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A residual network with ReLU after every addition.</summary>
/// <remarks>
/// Names are torchvision's: <c>conv1</c>, <c>bn1</c>, <c>layerS.B.convK</c>, <c>layerS.B.bnK</c>, <c>layerS.B.downsample.0</c> and <c>.1</c>, <c>fc</c>. A block whose shape
/// changes has a projection on its skip, because zero padding cannot be expressed by permutations. The last maps are averaged over height and width.
/// Reference: He, Zhang, Ren and Sun, 2016.
/// </remarks>
public sealed partial class ResNet : nn.Module<Tensor, Tensor>, IActivationSource, INodeSource, IResizableModel
{
    private readonly ConvolutionStep _stem;
    private readonly List<(ResidualBlock Block, string Name)> _blocks = [];
    private readonly Func<Tensor, Tensor> _head;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the stages and widths do not pair.</exception>
    public ResNet(ResNetOptions options, Seed seed)
        : base(nameof(ResNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        Options = options;

        var factory = new LayerFactory(seed, options.Initialization, options.DataType);
        var large = options.Stem == ResNetStem.Large;
        var channels = options.GroupWidths.GetValueOrDefault("conv1", Width(0));
        var size = large ? (options.InputSize + 1) / 2 : options.InputSize;
        _stem = new ConvolutionStep(
            factory.Convolution("conv1", options.InputChannels, channels, large ? 7 : 3, large ? 2 : 1, large ? 3 : 1, options.Normalization == Normalization.None),
            factory.Normalization(options.Normalization, channels, size, size));
        register_module("conv1", _stem.Convolution);
        if (_stem.Normalization is not null)
        {
            register_module("bn1", _stem.Normalization);
        }

        size = large ? (size + 1) / 2 : size;
        var plain = Width(0); // the channels without widths for single groups, which decide on projections
        for (var stage = 0; stage < options.Blocks.Count; stage++)
        {
            var container = new NumberedLayers();
            for (var i = 0; i < options.Blocks[stage]; i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"layer{stage + 1}.{i}");
                var stride = stage > 0 && i == 0 ? 2 : 1;
                var projects = stride > 1 || plain != options.OutputsOf(Width(stage));
                var block = container.Add(i, new ResidualBlock(factory, options, name, channels, Width(stage), size, stride, projects));
                _blocks.Add((block, name));
                (channels, size, plain) = (block.Outputs, block.OutputSize, options.OutputsOf(Width(stage)));
            }

            register_module(string.Create(CultureInfo.InvariantCulture, $"layer{stage + 1}"), container);
        }

        var head = factory.Linear("fc", channels, options.Classes, bias: true);
        register_module("fc", head);
        _head = head.call;
        CheckGroups();
    }

    /// <summary>The shape that the network was made with.</summary>
    public ResNetOptions Options { get; }

    /// <summary>Gives the class scores of a batch.</summary>
    /// <param name="input">A batch, (N, channels, size, size), of the network's number type.</param>
    /// <returns>Class scores, (N, classes).</returns>
    public override Tensor forward(Tensor input) => Run(input, null);

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Activations(Tensor images) => ActivationRecorder.Record(kept => Run(images, (group, kind, value) =>
    {
        if (kind == "activation")
        {
            kept[group] = value; // the last block of a stream is the one that stays
        }
    }));

    /// <inheritdoc/>
    void INodeSource.ShowNodes(Tensor input, Action<string, string, Tensor> seen)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Run(input, seen);
    }

    private static void Check(ResNetOptions options)
    {
        Guard.Positive(options.InputChannels, nameof(options.InputChannels));
        Guard.Positive(options.InputSize, nameof(options.InputSize));
        Guard.Positive(options.Classes, nameof(options.Classes));
        Guard.Positive(options.Blocks.Count, "the number of stages");
        if (options.Blocks.Count != options.Widths.Count)
        {
            throw new ArgumentException($"there are {options.Blocks.Count} stages and {options.Widths.Count} widths; expected a width for each stage");
        }

        if (options.ShortcutKernel is not (1 or 3))
        {
            throw new ArgumentException($"ShortcutKernel is {options.ShortcutKernel}; expected 1 or 3");
        }

        ResizeGuard.CheckSizes(options.GroupWidths);
        for (var stage = 0; stage < options.Blocks.Count; stage++)
        {
            Guard.Positive(options.Blocks[stage], $"{nameof(options.Blocks)}[{stage}]");
            Guard.Positive(options.Widths[stage], $"{nameof(options.Widths)}[{stage}]");
        }
    }

    private int Width(int stage) => Math.Max(1, (int)Math.Round(Options.Widths[stage] * Options.WidthMultiplier));

    private Tensor Run(Tensor input, Action<string, string, Tensor>? seen)
    {
        ArgumentNullException.ThrowIfNull(input);
        var x = _stem.Run(input).relu(); // (N, C, H, W)
        var stream = "conv1";
        seen?.Invoke(stream, "activation", x);
        if (Options.Stem == ResNetStem.Large)
        {
            x = nn.functional.max_pool2d(x, 3L, 2L, 1L);
        }

        foreach (var (block, name) in _blocks)
        {
            stream = block.HasProjection ? name : stream;
            x = block.Run(x, stream, seen);
        }

        return _head(x.mean([2L, 3L])); // (N, classes)
    }
}
