using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A chain of dense layers with one activation function between them.</summary>
/// <remarks>
/// Parameters are named <c>fc0.weight</c>, <c>fc0.bias</c>, ..., <c>fcH.weight</c> for H hidden layers; weights are (outputs, inputs).
/// The last layer gives class scores (logits) without an activation. Input of more than two axes is flattened.
/// </remarks>
public sealed partial class Mlp : nn.Module<Tensor, Tensor>, IActivationSource, IResizableModel
{
    private readonly Linear[] _layers;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive.</exception>
    public Mlp(MlpOptions options, Seed seed)
        : base(nameof(Mlp))
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Positive(options.InputSize, nameof(options.InputSize));
        Guard.Positive(options.Classes, nameof(options.Classes));
        Options = options;

        int[] widths = [options.InputSize, .. options.HiddenSizes, options.Classes];
        var factory = new LayerFactory(seed, options.Initialization, options.DataType);
        _layers = new Linear[widths.Length - 1];
        for (var i = 0; i < _layers.Length; i++)
        {
            Guard.Positive(widths[i + 1], $"{nameof(options.HiddenSizes)}[{i}]");
            _layers[i] = factory.Linear($"fc{i}", widths[i], widths[i + 1], options.Bias);
            register_module($"fc{i}", _layers[i]);
        }
    }

    /// <summary>The shape that the network was made with.</summary>
    public MlpOptions Options { get; }

    /// <summary>Gives the class scores of a batch.</summary>
    /// <param name="input">A batch, (N, ...) with <see cref="MlpOptions.InputSize"/> values a row, of the network's number type.</param>
    /// <returns>Class scores, (N, classes).</returns>
    public override Tensor forward(Tensor input) => Run(input, null);

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Activations(Tensor images) => ActivationRecorder.Record(kept => Run(images, kept));

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Resize(IReadOnlyDictionary<string, int> widths, int? outputs = null, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(widths);
        string[] groups = [.. Options.HiddenSizes.Select((_, i) => $"fc{i}")];
        ResizeGuard.Check(widths, groups);
        int[] sizes = [.. Options.HiddenSizes.Select((own, i) => widths.GetValueOrDefault(groups[i], own))];
        return new Mlp(Options with { HiddenSizes = sizes, Classes = outputs ?? Options.Classes }, seed);
    }

    private Tensor Run(Tensor input, Dictionary<string, Tensor>? kept)
    {
        ArgumentNullException.ThrowIfNull(input);
        var x = input.dim() == 2 ? input : input.flatten(1); // (N, inputs)
        for (var i = 0; i < _layers.Length - 1; i++)
        {
            x = Options.Activation.Apply(_layers[i].call(x)); // (N, width i)
            kept?.Add($"fc{i}", x);
        }

        return _layers[^1].call(x); // (N, classes)
    }
}
