using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _linear = new("aten::linear");
            private static readonly Operator _dropout = new("aten::dropout");
            private static readonly Operator _dropoutInPlace = new("aten::dropout_");
            private static readonly Operator _oneHot = new("aten::one_hot");

            /// <summary>y = x Wᵀ + b.</summary>
            /// <param name="input">(*, in_features).</param>
            /// <param name="weights">W, (out_features, in_features).</param>
            /// <param name="bias">b, (out_features), or null.</param>
            /// <returns>(*, out_features).</returns>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => _linear.Call(input, weights, bias);

            /// <summary>Sets each element to zero with probability p and divides the others by 1 - p.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="p">Probability of zero.</param>
            /// <param name="training"><see langword="false"/> passes the input through.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                => (inplace ? _dropoutInPlace : _dropout).Call(input, p, training);

            /// <summary>Unit vectors: y[..., c] = 1 where c = x[...], else 0.</summary>
            /// <param name="x">Classes from 0, Int64, any shape (*).</param>
            /// <param name="num_classes">Number of classes; -1 takes the largest class plus one.</param>
            /// <returns>Int64, (*, num_classes).</returns>
            /// <exception cref="ArgumentException">The classes are not Int64.</exception>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
                => x.dtype == ScalarType.Int64
                    ? _oneHot.Call(x, num_classes)
                    : throw new ArgumentException($"one_hot: classes must be Int64, got {x.dtype}.", nameof(x));
        }
    }
}
