using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adds columns back into the windows of an image: the adjoint of unfold.</summary>
/// <remarks>Input (N, C kernel_height kernel_width, number of windows), output (N, C, output_size).</remarks>
public sealed class Fold : ParameterLessModule<Tensor, Tensor>
{
    internal Fold((long, long) output_size, (long, long) kernel_size, (long, long) dilation, (long, long) padding, (long, long) stride)
        : base(nameof(Fold))
    {
        this.output_size = output_size;
        this.kernel_size = kernel_size;
        this.dilation = dilation;
        this.padding = padding;
        this.stride = stride;
    }

    /// <summary>Height and width of the output.</summary>
    public (long, long) output_size { get; set; }

    /// <summary>Window size.</summary>
    public (long, long) kernel_size { get; set; }

    /// <summary>Distance between elements of a window.</summary>
    public (long, long) dilation { get; set; }

    /// <summary>Padding with zeros on both sides.</summary>
    public (long, long) padding { get; set; }

    /// <summary>Step.</summary>
    public (long, long) stride { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.fold(tensor, output_size, kernel_size, dilation, padding, stride);
}
