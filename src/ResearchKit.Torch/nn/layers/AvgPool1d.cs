using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Mean of each window over length.</summary>
/// <remarks>Input (N, C, L); the output has floor((L + 2 padding - kernel) / stride) + 1 positions.</remarks>
public sealed class AvgPool1d : ParameterLessModule<Tensor, Tensor>
{
    internal AvgPool1d(long kernel_size, long? stride, long? padding, bool ceil_mode, bool count_include_pad)
        : base(nameof(AvgPool1d))
    {
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.ceil_mode = ceil_mode;
        this.count_include_pad = count_include_pad;
    }

    /// <summary>Window size.</summary>
    public long kernel_size { get; set; }

    /// <summary>Step; null for the window size.</summary>
    public long? stride { get; set; }

    /// <summary>Padding with zeros on both sides; null for none.</summary>
    public long? padding { get; set; }

    /// <summary>Whether the output size is rounded up.</summary>
    public bool ceil_mode { get; set; }

    /// <summary>Whether padded zeros count as elements of the mean.</summary>
    public bool count_include_pad { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
        => nn.functional.avg_pool1d(input, kernel_size, stride, padding ?? 0, ceil_mode, count_include_pad);
}
