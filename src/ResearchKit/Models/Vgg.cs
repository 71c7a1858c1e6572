using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A plain chain of 3 x 3 convolutions and poolings with dense layers at the end.</summary>
/// <remarks>
/// Names are torchvision's: <c>features.N</c> counts convolution, normalisation (if any), activation and pooling; <c>classifier.N</c> counts dense layer, activation and
/// dropout, of which the last is left out because its draws would come from the global generator. Maps are flattened channel by channel, so that each
/// channel feeds a block of height x width inputs of the first dense layer. Reference: Simonyan and Zisserman, 2015.
/// </remarks>
public sealed partial class Vgg : nn.Module<Tensor, Tensor>, IActivationSource, IResizableModel
{
    private readonly List<(ConvolutionStep? Convolution, string Name)> _features = [];
    private readonly List<(Linear Layer, string Name)> _classifier = [];

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive, there is no convolution, or the poolings use the image up.</exception>
    public Vgg(VggOptions options, Seed seed)
        : base(nameof(Vgg))
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Positive(options.InputChannels, nameof(options.InputChannels));
        Guard.Positive(options.InputSize, nameof(options.InputSize));
        Guard.Positive(options.Classes, nameof(options.Classes));
        Options = options;

        var factory = new LayerFactory(seed, options.Initialization, options.DataType);
        var (channels, size) = AddFeatures(factory);
        AddClassifier(factory, channels * size * size);
    }

    /// <summary>The shape that the network was made with.</summary>
    public VggOptions Options { get; }

    /// <summary>Gives the class scores of a batch.</summary>
    /// <param name="input">A batch, (N, channels, size, size), of the network's number type.</param>
    /// <returns>Class scores, (N, classes).</returns>
    public override Tensor forward(Tensor input) => Run(input, null);

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Activations(Tensor images) => ActivationRecorder.Record(kept => Run(images, kept));

    private (long Channels, long Size) AddFeatures(LayerFactory factory)
    {
        var container = new NumberedLayers();
        var (number, channels, size) = (0, Options.InputChannels, Options.InputSize);
        foreach (var entry in Options.Plan)
        {
            if (entry == VggOptions.Pool)
            {
                size /= 2;
                Guard.Positive(size, $"the image of {Options.InputSize} x {Options.InputSize} after pooling at features.{number}");
                _features.Add((null, ""));
                number++;
                continue;
            }

            Guard.Positive(entry, $"{nameof(Options.Plan)} at features.{number}");
            var width = Math.Max(1, (int)Math.Round(entry * Options.WidthMultiplier));
            var name = $"features.{number}";
            var convolution = container.Add(number++, factory.Convolution(name, channels, width, 3, 1, 1, bias: true));
            var normalization = factory.Normalization(Options.Normalization, width, size, size);
            if (normalization is not null)
            {
                container.Add(number++, normalization);
            }

            number++; // the activation has a number, as in torchvision, but no parameters
            _features.Add((new ConvolutionStep(convolution, normalization), name));
            channels = width;
        }

        if (_features.TrueForAll(s => s.Convolution is null))
        {
            throw new ArgumentException("Plan has no convolution; expected at least one");
        }

        register_module("features", container);
        return (channels, size);
    }

    private void AddClassifier(LayerFactory factory, long inputs)
    {
        var container = new NumberedLayers();
        int[] widths = [.. Options.ClassifierSizes, Options.Classes];
        for (var i = 0; i < widths.Length; i++)
        {
            Guard.Positive(widths[i], $"{nameof(Options.ClassifierSizes)}[{i}]");
            var name = $"classifier.{3 * i}"; // dense, activation, dropout
            _classifier.Add((container.Add(3 * i, factory.Linear(name, inputs, widths[i], bias: true)), name));
            inputs = widths[i];
        }

        register_module("classifier", container);
    }

    private Tensor Run(Tensor input, Dictionary<string, Tensor>? kept)
    {
        ArgumentNullException.ThrowIfNull(input);
        var x = input; // (N, C, H, W)
        foreach (var (convolution, name) in _features)
        {
            if (convolution is null)
            {
                x = nn.functional.max_pool2d(x, 2L, 2L);
                continue;
            }

            x = Options.Activation.Apply(convolution.Run(x));
            kept?.Add(name, x);
        }

        x = x.flatten(1); // (N, C·H·W), channel by channel
        for (var i = 0; i < _classifier.Count - 1; i++)
        {
            x = Options.Activation.Apply(_classifier[i].Layer.call(x));
            kept?.Add(_classifier[i].Name, x);
        }

        return _classifier[^1].Layer.call(x);
    }
}
