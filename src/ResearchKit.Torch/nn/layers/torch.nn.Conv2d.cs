using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates a convolution over height and width.</summary>
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
        public static Conv2d Conv2d(
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
                new ConvolutionShape(in_channels, out_channels, Both(kernel_size))
                {
                    Stride = Both(stride),
                    Padding = Both(padding),
                    Dilation = Both(dilation),
                    PaddingMode = padding_mode,
                    Groups = groups,
                },
                bias,
                device,
                dtype);

        /// <summary>Creates a convolution over height and width.</summary>
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
        public static Conv2d Conv2d(
            long in_channels,
            long out_channels,
            (long, long) kernel_size,
            (long, long)? stride = null,
            (long, long)? padding = null,
            (long, long)? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(
                new ConvolutionShape(in_channels, out_channels, Pair(kernel_size))
                {
                    Stride = Pair(stride ?? (1, 1)),
                    Padding = Pair(padding ?? (0, 0)),
                    Dilation = Pair(dilation ?? (1, 1)),
                    PaddingMode = padding_mode,
                    Groups = groups,
                },
                bias,
                device,
                dtype);

        /// <summary>Creates a convolution over height and width whose padding follows from a rule.</summary>
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
        public static Conv2d Conv2d(
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
                new ConvolutionShape(in_channels, out_channels, Both(kernel_size))
                {
                    Stride = Both(stride),
                    Padding = Both(0),
                    Dilation = Both(dilation),
                    PaddingType = padding,
                    PaddingMode = padding_mode,
                    Groups = groups,
                },
                bias,
                device,
                dtype);

        /// <summary>Creates a convolution over height and width whose padding follows from a rule.</summary>
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
        public static Conv2d Conv2d(
            long in_channels,
            long out_channels,
            (long, long) kernel_size,
            Padding padding,
            (long, long)? stride = null,
            (long, long)? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(
                new ConvolutionShape(in_channels, out_channels, Pair(kernel_size))
                {
                    Stride = Pair(stride ?? (1, 1)),
                    Padding = Both(0),
                    Dilation = Pair(dilation ?? (1, 1)),
                    PaddingType = padding,
                    PaddingMode = padding_mode,
                    Groups = groups,
                },
                bias,
                device,
                dtype);
    }
}
