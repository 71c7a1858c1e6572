using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The feed-forward layer of a transformer block: W2 act(W1 x), or gated W2 (act(W_gate x) * W_up x).</summary>
/// <remarks>Names are those of <see cref="TransformerNames"/>. References: Vaswani et al., 2017, section 3.3; Shazeer, GLU variants, 2020, equation 5.</remarks>
public sealed partial class FeedForward : nn.Module<Tensor, Tensor>
{
    private readonly List<Linear> _layers = []; // gate (if any), up, down

    /// <summary>Makes a layer whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape; what concerns normalisation and attention is not looked at.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <param name="name">The layer's name within its network, from which streams of random numbers are derived.</param>
    /// <exception cref="ArgumentException">The shape does not fit together.</exception>
    public FeedForward(TransformerBlockOptions options, Seed seed, string name = "mlp")
        : base(nameof(FeedForward))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Options = options;
        LayerNames = (options.Names, options.Gated) switch
        {
            (TransformerNames.Timm, false) => ["fc1", "fc2"],
            (TransformerNames.Timm, true) => ["fc1_g", "fc1_x", "fc2"],
            (_, false) => ["up_proj", "down_proj"],
            (_, true) => ["gate_proj", "up_proj", "down_proj"],
        };
        var factory = new LayerFactory(seed, options.Initialization, options.DataType);
        foreach (var part in LayerNames)
        {
            var last = part == LayerNames[^1];
            var layer = factory.Linear($"{name}.{part}", last ? options.FeedForwardSize : options.Width, last ? options.Width : options.FeedForwardSize, options.Bias);
            register_module(part, layer);
            _layers.Add(layer);
        }
    }

    /// <summary>The shape that the layer was made with.</summary>
    public TransformerBlockOptions Options { get; }

    /// <summary>The names of gate (if any), first and last linear layer.</summary>
    internal IReadOnlyList<string> LayerNames { get; }

    /// <summary>Runs the layer.</summary>
    /// <param name="input">(..., d).</param>
    /// <returns>(..., d).</returns>
    public override Tensor forward(Tensor input) => Run(input, "", null);

    /// <summary>Runs the layer and keeps its hidden units as (N * T, units).</summary>
    internal Tensor Run(Tensor input, string name, Dictionary<string, Tensor>? kept)
    {
        ArgumentNullException.ThrowIfNull(input);
        var hidden = Options.Activation.Apply(_layers[0].call(input));
        if (Options.Gated)
        {
            hidden = hidden * _layers[1].call(input);
        }

        kept?.Add($"{name}.{LayerNames[0]}", hidden.reshape(-1, Options.FeedForwardSize));
        return _layers[^1].call(hidden);
    }
}
