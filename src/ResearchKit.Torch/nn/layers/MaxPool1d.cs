using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Maximum in each window over length.</summary>
/// <remarks>Input (N, C, L); the output has floor((L + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 positions.</remarks>
public sealed class MaxPool1d : ParameterLessModule<Tensor, Tensor>
{
    internal MaxPool1d(long kernel_size, long? stride, long? padding, long? dilation, bool ceil_mode)
        : base(nameof(MaxPool1d))
    {
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.ceil_mode = ceil_mode;
    }

    /// <summary>Window size.</summary>
    public long kernel_size { get; set; }

    /// <summary>Step; null for the window size.</summary>
    public long? stride { get; set; }

    /// <summary>Padding with minus infinity on both sides; null for none.</summary>
    public long? padding { get; set; }

    /// <summary>Distance between elements of a window; null for one.</summary>
    public long? dilation { get; set; }

    /// <summary>Whether the output size is rounded up.</summary>
    public bool ceil_mode { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode);

    /// <summary>The maxima and where each was found, as an index into the length.</summary>
    /// <param name="input">The input.</param>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input)
        => nn.functional.max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);
}
