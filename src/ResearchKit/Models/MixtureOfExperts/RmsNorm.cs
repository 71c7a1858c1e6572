using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Root-mean-square normalisation without mean or bias: w ⊙ x / sqrt(mean(x²) + 1e-6).</summary>
internal sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-6;

    private readonly Held<Parameter> _scale;

    public RmsNorm(ParameterFactory factory, int width)
        : base(nameof(RmsNorm))
    {
        _scale = new(factory.Constant([width], 1));
        register_parameter("weight", _scale.Value);
    }

    public override Tensor forward(Tensor input) => input * (input.square().mean([-1L], keepdim: true) + Epsilon).rsqrt() * _scale.Value;
}
