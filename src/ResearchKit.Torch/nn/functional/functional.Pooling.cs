using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _maxPool1d = new("aten::max_pool1d");
            private static readonly Operator _maxPool1dWithIndices = new("aten::max_pool1d_with_indices");
            private static readonly Operator _maxPool2d = new("aten::max_pool2d") { KeepsLayout = true };
            private static readonly Operator _maxPool2dWithIndices = new("aten::max_pool2d_with_indices") { KeepsLayout = true };
            private static readonly Operator _avgPool1d = new("aten::avg_pool1d");
            private static readonly Operator _avgPool2d = new("aten::avg_pool2d") { KeepsLayout = true };
            private static readonly Operator _adaptiveAvgPool2d = new("aten::adaptive_avg_pool2d") { KeepsLayout = true };

            /// <summary>Maximum in each window over length.</summary>
            /// <param name="input">(N, C, L).</param>
            /// <param name="kernel_size">Window size.</param>
            /// <param name="stride">Step; the window size by default.</param>
            /// <param name="padding">Padding with minus infinity on both sides.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            public static Tensor max_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => _maxPool1d.Call(input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            /// <summary>Maximum in each window over length, and where it was found.</summary>
            /// <param name="input">(N, C, L).</param>
            /// <param name="kernel_size">Window size.</param>
            /// <param name="stride">Step; the window size by default.</param>
            /// <param name="padding">Padding with minus infinity on both sides.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            /// <returns>The maxima and their indices into the length.</returns>
            public static (Tensor output, Tensor indices) max_pool1d_with_indices(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => _maxPool1dWithIndices.CallPair(input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            /// <summary>Maximum in each window over height and width.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size of each axis.</param>
            /// <param name="strides">Step of each axis; the window size by default.</param>
            /// <param name="padding">Padding with minus infinity on both sides.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => _maxPool2d.Call(input, kernel_size, strides ?? kernel_size, padding ?? _none, dilation ?? _one, ceil_mode);

            /// <summary>Maximum in each square window over height and width.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size.</param>
            /// <param name="stride">Step; the window size by default.</param>
            /// <param name="padding">Padding with minus infinity on both sides.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => _maxPool2d.Call(input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            /// <summary>Maximum in each window over height and width.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size of each axis.</param>
            /// <param name="stride">Step of each axis; the window size by default.</param>
            /// <param name="padding">Padding with minus infinity on both sides.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            public static Tensor max_pool2d(
                Tensor input,
                (long, long) kernel_size,
                (long, long)? stride = null,
                (long, long)? padding = null,
                (long, long)? dilation = null,
                bool ceil_mode = false)
                => _maxPool2d.Call(
                    input, Pair(kernel_size), Pair(stride ?? kernel_size), Pair(padding ?? (0, 0)), Pair(dilation ?? (1, 1)), ceil_mode);

            /// <summary>Maximum in each window over height and width, and where it was found.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size of each axis.</param>
            /// <param name="strides">Step of each axis; the window size by default.</param>
            /// <param name="padding">Padding with minus infinity on both sides.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            /// <returns>The maxima and their flat indices into height and width.</returns>
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => MaxPool2dWithIndices(input, kernel_size, strides ?? kernel_size, padding ?? _none, dilation ?? _one, ceil_mode);

            /// <summary>Mean of each window over length.</summary>
            /// <param name="input">(N, C, L).</param>
            /// <param name="kernel_size">Window size.</param>
            /// <param name="stride">Step; the window size by default.</param>
            /// <param name="padding">Zeros on both sides.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
            public static Tensor avg_pool1d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true)
                => _avgPool1d.Call(input, kernel_size, stride ?? kernel_size, padding, ceil_mode, count_include_pad);

            /// <summary>Mean of each window over height and width.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size of each axis.</param>
            /// <param name="stride">Step of each axis; the window size by default.</param>
            /// <param name="padding">Zeros on both sides.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
            /// <param name="divisor_override">What the sums are divided by; null for the window size.</param>
            public static Tensor avg_pool2d(
                Tensor input,
                long[] kernel_size,
                long[]? stride = null,
                long[]? padding = null,
                bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null)
                => AvgPool2d(input, kernel_size, stride ?? kernel_size, padding ?? _none, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Mean of each square window over height and width.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size.</param>
            /// <param name="stride">Step; the window size by default.</param>
            /// <param name="padding">Zeros on both sides.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
            /// <param name="divisor_override">What the sums are divided by; null for the window size.</param>
            public static Tensor avg_pool2d(
                Tensor input,
                long kernel_size,
                long? stride = null,
                long padding = 0,
                bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null)
                => _avgPool2d.Call(input, kernel_size, stride ?? kernel_size, padding, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Mean of each window over height and width.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size of each axis.</param>
            /// <param name="stride">Step of each axis; the window size by default.</param>
            /// <param name="padding">Zeros on both sides.</param>
            /// <param name="ceil_mode">Whether the output size is rounded up.</param>
            /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
            /// <param name="divisor_override">What the sums are divided by; null for the window size.</param>
            public static Tensor avg_pool2d(
                Tensor input,
                (long, long) kernel_size,
                (long, long)? stride = null,
                (long, long)? padding = null,
                bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null)
                => AvgPool2d(
                    input, Pair(kernel_size), Pair(stride ?? kernel_size), Pair(padding ?? (0, 0)), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Mean of windows that divide height and width evenly.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="output_size">Height and width of the output.</param>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => _adaptiveAvgPool2d.Call(input, output_size);

            /// <summary>Mean of windows that divide height and width evenly.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="output_size">Height and width of the output.</param>
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => _adaptiveAvgPool2d.Call(input, Pair(output_size));

            /// <summary>Mean of windows that divide height and width evenly into as many parts each.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="output_size">Height and width of the output.</param>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, (output_size, output_size));

            internal static Tensor MaxPool2d(Tensor input, long[] kernel, long[] stride, long[] padding, long[] dilation, bool ceil)
                => _maxPool2d.Call(input, kernel, stride, padding, dilation, ceil);

            internal static (Tensor Values, Tensor Indices) MaxPool2dWithIndices(
                Tensor input, long[] kernel, long[] stride, long[] padding, long[] dilation, bool ceil)
                => _maxPool2dWithIndices.CallPair(input, kernel, stride, padding, dilation, ceil);

            internal static Tensor AvgPool2d(
                Tensor input, long[] kernel, long[] stride, long[] padding, bool ceil, bool countPadding, long? divisor)
                => _avgPool2d.Call(input, kernel, stride, padding, ceil, countPadding, divisor);

            private static long[] Pair((long First, long Second) pair) => [pair.First, pair.Second];
        }
    }
}
