using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Mean of windows that divide height and width evenly into a given number of parts.</summary>
/// <remarks>Input (N, C, H, W), output (N, C, output_size).</remarks>
public sealed class AdaptiveAvgPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal AdaptiveAvgPool2d(long[] output_size)
        : base(nameof(AdaptiveAvgPool2d))
    {
        this.output_size = output_size;
    }

    /// <summary>Height and width of the output.</summary>
    public long[] output_size { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, output_size);
}
