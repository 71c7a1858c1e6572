using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Copies each window of an image into a column.</summary>
/// <remarks>Input (N, C, H, W), output (N, C kernel_height kernel_width, number of windows).</remarks>
public sealed class Unfold : ParameterLessModule<Tensor, Tensor>
{
    internal Unfold((long, long) kernel_size, (long, long) dilation, (long, long) padding, (long, long) stride)
        : base(nameof(Unfold))
    {
        this.kernel_size = kernel_size;
        this.dilation = dilation;
        this.padding = padding;
        this.stride = stride;
    }

    /// <summary>Window size.</summary>
    public (long, long) kernel_size { get; set; }

    /// <summary>Distance between elements of a window.</summary>
    public (long, long) dilation { get; set; }

    /// <summary>Padding with zeros on both sides.</summary>
    public (long, long) padding { get; set; }

    /// <summary>Step.</summary>
    public (long, long) stride { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.unfold(tensor, kernel_size, dilation, padding, stride);
}
