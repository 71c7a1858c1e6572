using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Says which convolutions of images compute faster with the channels of a pixel as neighbours in memory.</summary>
/// <remarks>
/// Measured with libtorch 1.13 (oneDNN 2.6), forward and backward, against the usual layout: 16 channels on 28 by 28 take 0.75 of the
/// time, 32 on 32 by 32 0.65, 64 on 32 by 32 0.75 and on 16 by 16 0.94, 128 on 8 by 8 the same; batch normalisation of 16
/// channels takes a third. Wider layers were not measured and keep the usual layout.
/// </remarks>
internal static class ConvolutionLayout
{
    /// <summary>Below this many pixels in a batch the conversion costs as much as it saves.</summary>
    private const long FewestPixels = 4096;

    private const long MostChannelsToSwitch = 64;

    /// <summary>A tensor that has the layout already needs no conversion, only the next layer to be no slower.</summary>
    private const long MostChannelsToKeep = 128;

    /// <summary>Whether the channels-last layout is the faster one.</summary>
    /// <param name="input">The images; null is left to the operator to refuse.</param>
    /// <param name="weight">The kernels.</param>
    internal static bool IsFaster(Tensor? input, Tensor? weight)
    {
        if (input is null || weight is null || !IsImages(input) || !IsImages(weight))
        {
            return false;
        }

        var (images, kernels) = (input.shape, weight.shape);
        var channels = Math.Max(kernels[0], kernels[1]);
        return images[1] == kernels[1] // blocks of channels have kernels of their own
            && images[0] > 1
            && (input.IsChannelsLast
                ? channels <= MostChannelsToKeep
                : channels <= MostChannelsToSwitch && images[0] * images[2] * images[3] >= FewestPixels);
    }

    private static bool IsImages(Tensor tensor)
    {
        var info = tensor.Info();
        return info.Dimensions == 4 && info.DType == (int)ScalarType.Float32 && info.DeviceType == (int)DeviceType.CPU && info.Layout == 0;
    }
}
