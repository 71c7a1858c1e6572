using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A convolution with the normalisation behind it, if any.</summary>
/// <remarks>
/// Models keep their parts in such records and in lists, never in fields of a module type: registration by reflection would
/// find those and give each part a second name, after the field.
/// </remarks>
internal sealed record ConvolutionStep(Conv2d Convolution, nn.Module<Tensor, Tensor>? Normalization)
{
    /// <summary>Runs both.</summary>
    public Tensor Run(Tensor x)
    {
        x = Convolution.call(x);
        return Normalization is null ? x : Normalization.call(x);
    }
}
