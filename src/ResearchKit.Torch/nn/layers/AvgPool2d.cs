using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Mean of each window over height and width.</summary>
/// <remarks>Input (N, C, H, W); each spatial axis of the output has floor((size + 2 padding - kernel) / stride) + 1 elements.</remarks>
public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal AvgPool2d(long[] kernel_size, long[]? stride, long[]? padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
        : base(nameof(AvgPool2d))
    {
        this.kernel_size = kernel_size;
        this.stride = stride ?? kernel_size;
        this.padding = padding ?? [0];
        this.ceil_mode = ceil_mode;
        this.count_include_pad = count_include_pad;
        this.divisor_override = divisor_override;
    }

    /// <summary>Window size.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>Step; the window size by default.</summary>
    public long[] stride { get; set; }

    /// <summary>Padding with zeros on both sides.</summary>
    public long[] padding { get; set; }

    /// <summary>Whether the output size is rounded up.</summary>
    public bool ceil_mode { get; set; }

    /// <summary>Whether padded zeros count as elements of the mean.</summary>
    public bool count_include_pad { get; set; }

    /// <summary>What the sums are divided by; null for the window size.</summary>
    public long? divisor_override { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
        => nn.functional.AvgPool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
}
