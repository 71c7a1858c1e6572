using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Cross-correlation over height and width.</summary>
/// <remarks>
/// Input (N, C, H, W) or (C, H, W) with C = in_channels; output likewise with out_channels and, for each spatial axis, size
/// floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.
/// </remarks>
public sealed class Conv2d : Convolution
{
    internal Conv2d(ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), shape, transposed: false, bias, device, dtype)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (PaddedExplicitly(input) is { } padded)
        {
            using (padded)
            {
                return nn.functional.Convolve2d(padded, weight, bias, stride, [0, 0], dilation, groups);
            }
        }

        return padding_type is { } rule
            ? nn.functional.Convolve2d(input, weight, bias, stride, rule, dilation, groups)
            : nn.functional.Convolve2d(input, weight, bias, stride, Shape.Padding, dilation, groups);
    }
}
