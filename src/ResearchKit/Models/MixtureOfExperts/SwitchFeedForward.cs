using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A dense feed-forward layer Wo · relu(Wi · x) without biases.</summary>
internal sealed class SwitchFeedForward : nn.Module<Tensor, Tensor>
{
    private readonly (Linear Wi, Linear Wo) _parts;

    public SwitchFeedForward(ParameterFactory factory, SwitchOptions options, string name)
        : base(nameof(SwitchFeedForward))
    {
        _parts = (
            factory.Linear($"{name}.wi", options.Width, options.HiddenSize, 1 / Math.Sqrt(options.Width)),
            factory.Linear($"{name}.wo", options.HiddenSize, options.Width, 1 / Math.Sqrt(options.HiddenSize)));
        register_module("wi", _parts.Wi);
        register_module("wo", _parts.Wo);
    }

    public override Tensor forward(Tensor input) => _parts.Wo.call(_parts.Wi.call(input).relu());
}
