using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _softmax = new("aten::softmax", "int");
            private static readonly Operator _logSoftmax = new("aten::log_softmax", "int");
            private static readonly Operator _negative = new("aten::neg");

            /// <summary>y_i = exp(x_i) / sum_j exp(x_j) along one axis.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="dim">The axis.</param>
            /// <param name="dtype">Element type to convert to first, or null.</param>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => _softmax.Call(input, dim, dtype);

            /// <summary>y_i = x_i - log(sum_j exp(x_j)) along one axis.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="dim">The axis.</param>
            public static Tensor log_softmax(Tensor x, long dim) => _logSoftmax.Call(x, dim);

            /// <summary>y_i = exp(-x_i) / sum_j exp(-x_j) along one axis.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="dim">The axis.</param>
            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = _negative.Call(x);
                return _softmax.Call(negative, dim);
            }
        }
    }
}
