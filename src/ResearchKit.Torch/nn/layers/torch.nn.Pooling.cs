using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates the maximum of windows over length.</summary>
        /// <param name="kernel_size">Window size.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Padding on both sides.</param>
        /// <param name="dilation">Distance between elements of a window.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        public static MaxPool1d MaxPool1d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
            => new(kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>Creates the maximum of square windows over height and width.</summary>
        /// <param name="kernel_size">Window size.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Padding on both sides.</param>
        /// <param name="dilation">Distance between elements of a window.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
            => new(Both(kernel_size), Both(stride ?? kernel_size), Both(padding ?? 0), Both(dilation ?? 1), ceil_mode);

        /// <summary>Creates the maximum of windows over height and width.</summary>
        /// <param name="kernel_size">Window size of each axis.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Padding on both sides.</param>
        /// <param name="dilation">Distance between elements of a window.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        public static MaxPool2d MaxPool2d(
            (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false)
            => new(Pair(kernel_size), Pair(stride ?? kernel_size), Pair(padding ?? (0, 0)), Pair(dilation ?? (1, 1)), ceil_mode);

        /// <summary>Creates the maximum of windows over height and width.</summary>
        /// <param name="kernel_size">Window size of each axis.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Padding on both sides.</param>
        /// <param name="dilation">Distance between elements of a window.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        public static MaxPool2d MaxPool2d(
            long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
            => new(kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>Creates the mean of windows over length.</summary>
        /// <param name="kernel_size">Window size.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Zeros on both sides.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
        public static AvgPool1d AvgPool1d(
            long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true)
            => new(kernel_size, stride, padding, ceil_mode, count_include_pad);

        /// <summary>Creates the mean of square windows over height and width.</summary>
        /// <param name="kernel_size">Window size.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Zeros on both sides.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
        /// <param name="divisor_override">What the sums are divided by; null for the window size.</param>
        public static AvgPool2d AvgPool2d(
            long kernel_size,
            long? stride = null,
            long? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null)
            => new(Both(kernel_size), Both(stride ?? kernel_size), Both(padding ?? 0), ceil_mode, count_include_pad, divisor_override);

        /// <summary>Creates the mean of windows over height and width.</summary>
        /// <param name="kernel_size">Window size of each axis.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Zeros on both sides.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
        /// <param name="divisor_override">What the sums are divided by; null for the window size.</param>
        public static AvgPool2d AvgPool2d(
            (long, long) kernel_size,
            (long, long)? stride = null,
            (long, long)? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null)
            => new(Pair(kernel_size), Pair(stride ?? kernel_size), Pair(padding ?? (0, 0)), ceil_mode, count_include_pad, divisor_override);

        /// <summary>Creates the mean of windows over height and width.</summary>
        /// <param name="kernel_size">Window size of each axis.</param>
        /// <param name="stride">Step; the window size by default.</param>
        /// <param name="padding">Zeros on both sides.</param>
        /// <param name="ceil_mode">Whether the output size is rounded up.</param>
        /// <param name="count_include_pad">Whether padded zeros count as elements of the mean.</param>
        /// <param name="divisor_override">What the sums are divided by; null for the window size.</param>
        public static AvgPool2d AvgPool2d(
            long[] kernel_size,
            long[]? stride = null,
            long[]? padding = null,
            bool ceil_mode = false,
            bool count_include_pad = true,
            long? divisor_override = null)
            => new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

        /// <summary>Creates the mean of windows that divide height and width evenly.</summary>
        /// <param name="output_size">Height and width of the output.</param>
        public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(Both(output_size));

        /// <summary>Creates the mean of windows that divide height and width evenly.</summary>
        /// <param name="output_size">Height and width of the output.</param>
        public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(Pair(output_size));

        /// <summary>Creates the mean of windows that divide height and width evenly.</summary>
        /// <param name="output_size">Height and width of the output.</param>
        public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);

        private static long[] Both(long value) => [value, value];

        private static long[] Pair((long First, long Second) pair) => [pair.First, pair.Second];
    }
}
