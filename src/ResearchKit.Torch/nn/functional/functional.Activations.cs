using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The layers as plain functions, with the weights as arguments.</summary>
        public static partial class functional
        {
            private static readonly Operator _relu = new("aten::relu") { KeepsLayout = true };
            private static readonly Operator _reluInPlace = new("aten::relu_") { KeepsLayout = true };
            private static readonly Operator _relu6 = new("aten::relu6") { KeepsLayout = true };
            private static readonly Operator _relu6InPlace = new("aten::relu6_") { KeepsLayout = true };
            private static readonly Operator _leakyRelu = new("aten::leaky_relu") { KeepsLayout = true };
            private static readonly Operator _leakyReluInPlace = new("aten::leaky_relu_") { KeepsLayout = true };
            private static readonly Operator _elu = new("aten::elu") { KeepsLayout = true };
            private static readonly Operator _eluInPlace = new("aten::elu_") { KeepsLayout = true };
            private static readonly Operator _gelu = new("aten::gelu") { KeepsLayout = true };
            private static readonly Operator _geluInPlace = new("aten::gelu_") { KeepsLayout = true };
            private static readonly Operator _tanh = new("aten::tanh") { KeepsLayout = true };
            private static readonly Operator _tanhInPlace = new("aten::tanh_") { KeepsLayout = true };
            private static readonly Operator _sigmoid = new("aten::sigmoid") { KeepsLayout = true };
            private static readonly Operator _sigmoidInPlace = new("aten::sigmoid_") { KeepsLayout = true };
            private static readonly Operator _silu = new("aten::silu") { KeepsLayout = true };
            private static readonly Operator _siluInPlace = new("aten::silu_") { KeepsLayout = true };
            private static readonly Operator _mish = new("aten::mish");
            private static readonly Operator _mishInPlace = new("aten::mish_");
            private static readonly Operator _hardtanh = new("aten::hardtanh") { KeepsLayout = true };
            private static readonly Operator _hardtanhInPlace = new("aten::hardtanh_") { KeepsLayout = true };
            private static readonly Operator _softplus = new("aten::softplus");

            /// <summary>y = max(x, 0), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor relu(Tensor x, bool inplace = false) => (inplace ? _reluInPlace : _relu).Call(x);

            /// <summary>y = min(max(x, 0), 6), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor relu6(Tensor x, bool inplace = false) => (inplace ? _relu6InPlace : _relu6).Call(x);

            /// <summary>y = x for x &gt;= 0, else negative_slope x, element by element.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="negative_slope">Slope for negative inputs.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false)
                => (inplace ? _leakyReluInPlace : _leakyRelu).Call(input, negative_slope);

            /// <summary>y = x for x &gt; 0, else alpha (exp(x) - 1), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="alpha">Minus the limit for very negative inputs.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => (inplace ? _eluInPlace : _elu).Call(x, alpha);

            /// <summary>y = x Phi(x) with the normal distribution function Phi, element by element.</summary>
            /// <param name="x">Any shape.</param>
            public static Tensor gelu(Tensor x) => _gelu.Call(x);

            /// <summary>y = x Phi(x) with the normal distribution function Phi, element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor gelu(Tensor x, bool inplace) => (inplace ? _geluInPlace : _gelu).Call(x);

            /// <summary>y = x Phi(x) with the normal distribution function Phi, element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="approximate">How Phi is computed.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false)
                => (inplace ? _geluInPlace : _gelu).Call(x, approximate == Modules.GELU.Approximate.tanh ? "tanh" : "none");

            /// <summary>y = tanh(x), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor tanh(Tensor x, bool inplace = false) => (inplace ? _tanhInPlace : _tanh).Call(x);

            /// <summary>y = 1 / (1 + exp(-x)), element by element.</summary>
            /// <param name="x">Any shape.</param>
            public static Tensor sigmoid(Tensor x) => _sigmoid.Call(x);

            /// <summary>y = 1 / (1 + exp(-x)), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor sigmoid(Tensor x, bool inplace) => (inplace ? _sigmoidInPlace : _sigmoid).Call(x);

            /// <summary>y = x sigmoid(x), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor silu(Tensor x, bool inplace = false) => (inplace ? _siluInPlace : _silu).Call(x);

            /// <summary>y = x sigmoid(x), element by element; another name for <see cref="silu"/>.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor SiLU(Tensor x, bool inplace = false) => silu(x, inplace);

            /// <summary>y = x tanh(log(1 + exp(x))), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor mish(Tensor x, bool inplace = false) => (inplace ? _mishInPlace : _mish).Call(x);

            /// <summary>y = x tanh(log(1 + exp(x))), element by element; another name for <see cref="mish"/>.</summary>
            /// <param name="x">Any shape.</param>
            public static Tensor Mish(Tensor x) => mish(x);

            /// <summary>y = min(max(x, min_val), max_val), element by element.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="min_val">Lower bound.</param>
            /// <param name="max_val">Upper bound.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false)
                => (inplace ? _hardtanhInPlace : _hardtanh).Call(x, min_val, max_val);

            /// <summary>y = min(max(x, min_val), max_val), element by element; another name for <see cref="hardtanh"/>.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="min_val">Lower bound.</param>
            /// <param name="max_val">Upper bound.</param>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Tensor Hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false)
                => hardtanh(x, min_val, max_val, inplace);

            /// <summary>y = log(1 + exp(beta x)) / beta, element by element; y = x where beta x exceeds the threshold.</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="beta">Sharpness.</param>
            /// <param name="threshold">Where the function counts as linear.</param>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => _softplus.Call(x, beta, threshold);
        }
    }
}
