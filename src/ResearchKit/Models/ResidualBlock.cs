using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A residual block: convolutions conv1, conv2 (and conv3) with normalisations bn1, ..., and a projection <c>downsample</c> where the shape changes.</summary>
internal sealed partial class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly string _name;
    private readonly List<ConvolutionStep> _steps = [];
    private readonly ConvolutionStep? _projection;

    /// <summary>
    /// Makes a block that takes <paramref name="inputs"/> channels to <see cref="Outputs"/> and an image of <paramref name="size"/> to <see cref="OutputSize"/>; with a projection
    /// its stream and its inner convolutions have the widths that the options name, else those of <paramref name="width"/>.
    /// </summary>
    public ResidualBlock(LayerFactory factory, ResNetOptions options, string name, int inputs, int width, int size, int stride, bool projects)
        : base(nameof(ResidualBlock))
    {
        _name = name;
        Outputs = projects ? options.GroupWidths.GetValueOrDefault(name, options.OutputsOf(width)) : inputs;
        OutputSize = (size + stride - 1) / stride;
        var bias = options.Normalization == Normalization.None;
        (int Kernel, int Channels, int Stride, int Size)[] plan = options.Kind == ResidualBlockKind.Bottleneck
            ? [(1, Inner(1), 1, size), (3, Inner(2), stride, OutputSize), (1, Outputs, 1, OutputSize)]
            : [(3, Inner(1), stride, OutputSize), (3, Outputs, 1, OutputSize)];

        var channels = inputs;
        for (var k = 1; k <= plan.Length; k++)
        {
            var (kernel, next, step, after) = plan[k - 1];
            var convolution = factory.Convolution($"{name}.conv{k}", channels, next, kernel, step, kernel / 2, bias);
            var normalization = factory.Normalization(options.Normalization, next, after, after);
            register_module($"conv{k}", convolution);
            if (normalization is not null)
            {
                register_module($"bn{k}", normalization);
            }

            _steps.Add(new ConvolutionStep(convolution, normalization));
            channels = next;
        }

        if (!projects)
        {
            return;
        }

        var shortcut = options.ShortcutKernel;
        _projection = new ConvolutionStep(
            factory.Convolution($"{name}.downsample.0", inputs, Outputs, shortcut, stride, shortcut / 2, bias),
            factory.Normalization(options.Normalization, Outputs, OutputSize, OutputSize));
        var container = new NumberedLayers();
        container.Add(0, _projection.Convolution);
        if (_projection.Normalization is not null)
        {
            container.Add(1, _projection.Normalization);
        }

        register_module("downsample", container);

        int Inner(int k) => options.GroupWidths.GetValueOrDefault($"{name}.conv{k}", width);
    }

    /// <summary>Channels that the block gives.</summary>
    public int Outputs { get; }

    /// <summary>Height and width that the block gives.</summary>
    public int OutputSize { get; }

    /// <summary>Whether the block starts a residual stream of its own.</summary>
    public bool HasProjection => _projection is not null;

    public override Tensor forward(Tensor input) => Run(input, _name, null);

    /// <summary>Runs the block and shows its inner activations, its sum and the activation of it, with the group of each; <paramref name="stream"/> is that of the sum.</summary>
    public Tensor Run(Tensor input, string stream, Action<string, string, Tensor>? seen)
    {
        var x = input;
        for (var k = 0; k < _steps.Count; k++)
        {
            x = _steps[k].Run(x);
            if (k < _steps.Count - 1)
            {
                x = x.relu();
                seen?.Invoke($"{_name}.conv{k + 1}", "activation", x);
            }
        }

        x = x + (_projection is null ? input : _projection.Run(input));
        seen?.Invoke(stream, "sum", x);
        x = x.relu();
        seen?.Invoke(stream, "activation", x);
        return x;
    }
}
