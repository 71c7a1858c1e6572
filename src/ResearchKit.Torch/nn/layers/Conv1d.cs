using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Cross-correlation over length.</summary>
/// <remarks>
/// Input (N, C, L) or (C, L) with C = in_channels; output likewise with out_channels and, for each spatial axis, size
/// floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.
/// </remarks>
public sealed class Conv1d : Convolution
{
    internal Conv1d(ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv1d), shape, transposed: false, bias, device, dtype)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (PaddedExplicitly(input) is { } padded)
        {
            using (padded)
            {
                return nn.functional.Convolve1d(padded, weight, bias, stride, [0], dilation, groups);
            }
        }

        return padding_type is { } rule
            ? nn.functional.Convolve1d(input, weight, bias, stride, rule, dilation, groups)
            : nn.functional.Convolve1d(input, weight, bias, stride, Shape.Padding, dilation, groups);
    }
}
