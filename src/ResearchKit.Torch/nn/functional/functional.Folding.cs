using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _unfold = new("aten::im2col");
            private static readonly Operator _fold = new("aten::col2im");
            private static readonly Operator _cosineSimilarity = new("aten::cosine_similarity");

            /// <summary>Copies each square window of an image into a column.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="padding">Zeros on both sides.</param>
            /// <param name="stride">Step.</param>
            /// <returns>(N, C kernel_size², number of windows).</returns>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1)
                => unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>Copies each window of an image into a column.</summary>
            /// <param name="input">(N, C, H, W).</param>
            /// <param name="kernel_size">Window size of each axis.</param>
            /// <param name="dilation">Distance between elements of a window; 1 by default.</param>
            /// <param name="padding">Zeros on both sides; none by default.</param>
            /// <param name="stride">Step; 1 by default.</param>
            /// <returns>(N, C kernel_height kernel_width, number of windows).</returns>
            public static Tensor unfold(
                Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null)
                => _unfold.Call(input, Pair(kernel_size), Pair(dilation ?? (1, 1)), Pair(padding ?? (0, 0)), Pair(stride ?? (1, 1)));

            /// <summary>Adds columns back into the square windows of a square image: the adjoint of unfold.</summary>
            /// <param name="input">(N, C kernel_size², number of windows).</param>
            /// <param name="output_size">Height and width of the image.</param>
            /// <param name="kernel_size">Window size.</param>
            /// <param name="dilation">Distance between elements of a window.</param>
            /// <param name="padding">Zeros on both sides.</param>
            /// <param name="stride">Step.</param>
            /// <returns>(N, C, output_size, output_size).</returns>
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1)
                => fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>Adds columns back into the windows of an image: the adjoint of unfold.</summary>
            /// <param name="input">(N, C kernel_height kernel_width, number of windows).</param>
            /// <param name="output_size">Height and width of the image.</param>
            /// <param name="kernel_size">Window size of each axis.</param>
            /// <param name="dilation">Distance between elements of a window; 1 by default.</param>
            /// <param name="padding">Zeros on both sides; none by default.</param>
            /// <param name="stride">Step; 1 by default.</param>
            /// <returns>(N, C, output height, output width).</returns>
            public static Tensor fold(
                Tensor input,
                (long, long) output_size,
                (long, long) kernel_size,
                (long, long)? dilation = null,
                (long, long)? padding = null,
                (long, long)? stride = null)
                => _fold.Call(
                    input, Pair(output_size), Pair(kernel_size), Pair(dilation ?? (1, 1)), Pair(padding ?? (0, 0)), Pair(stride ?? (1, 1)));

            /// <summary>y = a.b / max(|a| |b|, eps) along one axis.</summary>
            /// <param name="x1">a, any shape.</param>
            /// <param name="x2">b, a shape that broadcasts with the first.</param>
            /// <param name="dim">The axis.</param>
            /// <param name="eps">Smallest denominator.</param>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8)
                => _cosineSimilarity.Call(x1, x2, dim, eps);
        }
    }
}
