using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Maximum in each window over length.</summary>
/// <remarks>Input (N, C, L); each spatial axis of the output has floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 elements.</remarks>
public sealed class MaxPool1d : ParameterLessModule<Tensor, Tensor>
{
    internal MaxPool1d(long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode)
        : base(nameof(MaxPool1d))
    {
        this.kernel_size = kernel_size;
        this.stride = stride ?? kernel_size;
        this.padding = padding ?? [0];
        this.dilation = dilation ?? [1];
        this.ceil_mode = ceil_mode;
    }

    /// <summary>Window size.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>Step; the window size by default.</summary>
    public long[] stride { get; set; }

    /// <summary>Padding with minus infinity on both sides.</summary>
    public long[] padding { get; set; }

    /// <summary>Distance between elements of a window.</summary>
    public long[] dilation { get; set; }

    /// <summary>Whether the output size is rounded up.</summary>
    public bool ceil_mode { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.MaxPool1d(input, kernel_size, stride, padding, dilation, ceil_mode);

    /// <summary>The maxima and where each was found, as a flat index into the spatial axes.</summary>
    /// <param name="input">The input.</param>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input)
        => nn.functional.MaxPool1dWithIndices(input, kernel_size, stride, padding, dilation, ceil_mode);
}
