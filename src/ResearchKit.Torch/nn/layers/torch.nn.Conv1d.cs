using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates a convolution over length.</summary>
        /// <param name="in_channels">Channels of the input.</param>
        /// <param name="out_channels">Channels of the output.</param>
        /// <param name="kernel_size">Kernel size.</param>
        /// <param name="stride">Step.</param>
        /// <param name="padding">Padding on both sides.</param>
        /// <param name="dilation">Distance between kernel elements.</param>
        /// <param name="padding_mode">What the padding is filled with.</param>
        /// <param name="groups">Blocks of channels that are convolved separately.</param>
        /// <param name="bias">Whether there is a bias.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static Conv1d Conv1d(
            long in_channels,
            long out_channels,
            long kernel_size,
            long stride = 1,
            long padding = 0,
            long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(
                new ConvolutionShape(in_channels, out_channels, [kernel_size])
                {
                    Stride = [stride],
                    Padding = [padding],
                    Dilation = [dilation],
                    PaddingMode = padding_mode,
                    Groups = groups,
                },
                bias,
                device,
                dtype);

        /// <summary>Creates a convolution over length whose padding follows from a rule.</summary>
        /// <param name="in_channels">Channels of the input.</param>
        /// <param name="out_channels">Channels of the output.</param>
        /// <param name="kernel_size">Kernel size.</param>
        /// <param name="padding">Rule for the padding.</param>
        /// <param name="stride">Step.</param>
        /// <param name="dilation">Distance between kernel elements.</param>
        /// <param name="padding_mode">What the padding is filled with.</param>
        /// <param name="groups">Blocks of channels that are convolved separately.</param>
        /// <param name="bias">Whether there is a bias.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static Conv1d Conv1d(
            long in_channels,
            long out_channels,
            long kernel_size,
            Padding padding,
            long stride = 1,
            long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(
                new ConvolutionShape(in_channels, out_channels, [kernel_size])
                {
                    Stride = [stride],
                    Padding = [0],
                    Dilation = [dilation],
                    PaddingType = padding,
                    PaddingMode = padding_mode,
                    Groups = groups,
                },
                bias,
                device,
                dtype);
    }
}
