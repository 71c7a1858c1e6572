using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Transposed convolution over height and width: the gradient of a convolution with respect to its input.</summary>
/// <remarks>
/// Input (N, in_channels, H, W) or (in_channels, H, W); output likewise with out_channels and, for each spatial axis, size
/// (size - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1.
/// </remarks>
public sealed class ConvTranspose2d : Convolution
{
    internal ConvTranspose2d(ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), shape, transposed: true, bias, device, dtype)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
        => nn.functional.conv_transpose2d(input, weight, bias, stride, Shape.Padding, output_padding, dilation, groups);
}
