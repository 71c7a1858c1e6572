using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _conv1d = new("aten::conv1d");
            private static readonly Operator _conv1dRule = new("aten::conv1d", "padding");
            private static readonly Operator _conv2d = new("aten::conv2d");
            private static readonly Operator _conv2dRule = new("aten::conv2d", "padding");
            private static readonly Operator _convTranspose2d = new("aten::conv_transpose2d", "input");
            private static readonly long[] _one = [1];
            private static readonly long[] _none = [0];

            /// <summary>Cross-correlation over length.</summary>
            /// <param name="input">(N, in_channels, L) or (in_channels, L).</param>
            /// <param name="weight">(out_channels, in_channels / groups, kernel).</param>
            /// <param name="bias">(out_channels) or null.</param>
            /// <param name="stride">Step.</param>
            /// <param name="padding">Zeros on both sides.</param>
            /// <param name="dilation">Distance between kernel elements.</param>
            /// <param name="groups">Blocks of channels that are convolved separately.</param>
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1)
                => _conv1d.Call(input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

            /// <summary>Cross-correlation over height and width.</summary>
            /// <param name="input">(N, in_channels, H, W) or (in_channels, H, W).</param>
            /// <param name="weight">(out_channels, in_channels / groups, kernel height, kernel width).</param>
            /// <param name="bias">(out_channels) or null.</param>
            /// <param name="strides">Step of each axis (or of both); 1 by default.</param>
            /// <param name="padding">Zeros on both sides of each axis (or of both); none by default.</param>
            /// <param name="dilation">Distance between kernel elements; 1 by default.</param>
            /// <param name="groups">Blocks of channels that are convolved separately.</param>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
                => Convolve(_conv2d, input, weight, bias, strides ?? _one, padding ?? _none, dilation ?? _one, groups);

            /// <summary>Transposed convolution over height and width.</summary>
            /// <param name="input">(N, in_channels, H, W) or (in_channels, H, W).</param>
            /// <param name="weight">(in_channels, out_channels / groups, kernel height, kernel width).</param>
            /// <param name="bias">(out_channels) or null.</param>
            /// <param name="strides">Step of each axis (or of both); 1 by default.</param>
            /// <param name="padding">What is cut off on both sides; nothing by default.</param>
            /// <param name="outputPadding">Size added on one side; 0 by default.</param>
            /// <param name="dilation">Distance between kernel elements; 1 by default.</param>
            /// <param name="groups">Blocks of channels that are convolved separately.</param>
            public static Tensor conv_transpose2d(
                Tensor input,
                Tensor weight,
                Tensor? bias = null,
                long[]? strides = null,
                long[]? padding = null,
                long[]? outputPadding = null,
                long[]? dilation = null,
                long groups = 1)
                => _convTranspose2d.Call(
                    input, weight, bias, strides ?? _one, padding ?? _none, outputPadding ?? _none, groups, dilation ?? _one);

            internal static Tensor Convolve1d(
                Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups)
                => _conv1d.Call(input, weight, bias, stride, padding, dilation, groups);

            internal static Tensor Convolve1d(
                Tensor input, Tensor weight, Tensor? bias, long[] stride, Padding padding, long[] dilation, long groups)
                => _conv1dRule.Call(input, weight, bias, stride, RuleName(padding), dilation, groups);

            internal static Tensor Convolve2d(
                Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups)
                => Convolve(_conv2d, input, weight, bias, stride, padding, dilation, groups);

            internal static Tensor Convolve2d(
                Tensor input, Tensor weight, Tensor? bias, long[] stride, Padding padding, long[] dilation, long groups)
                => Convolve(_conv2dRule, input, weight, bias, stride, RuleName(padding), dilation, groups);

            private static Tensor Convolve(Operator convolution, params ReadOnlySpan<Argument> arguments)
                => ConvolutionLayout.IsFaster(arguments[0].Reference as Tensor, arguments[1].Reference as Tensor)
                    ? convolution.CallChannelsLast(arguments)
                    : convolution.Call(arguments);

            private static string RuleName(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
