using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates y = max(x, 0).</summary>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static ReLU ReLU(bool inplace = false) => new(inplace);

        /// <summary>Creates y = min(max(x, 0), 6).</summary>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static ReLU6 ReLU6(bool inplace = false) => new(inplace);

        /// <summary>Creates y = x for x &gt;= 0, else negative_slope x.</summary>
        /// <param name="negative_slope">Slope for negative inputs.</param>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);

        /// <summary>Creates y = x for x &gt; 0, else alpha (exp(x) - 1).</summary>
        /// <param name="alpha">Minus the limit for very negative inputs.</param>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static ELU ELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);

        /// <summary>Creates y = x Phi(x) with the normal distribution function Phi.</summary>
        public static GELU GELU() => new(Modules.GELU.Approximate.none, false);

        /// <summary>Creates y = x Phi(x) with the normal distribution function Phi.</summary>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

        /// <summary>Creates y = x Phi(x) with the normal distribution function Phi.</summary>
        /// <param name="approximate">How Phi is computed.</param>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);

        /// <summary>Creates y = tanh(x).</summary>
        public static Tanh Tanh() => new(false);

        /// <summary>Creates y = tanh(x).</summary>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static Tanh Tanh(bool inplace) => new(inplace);

        /// <summary>Creates y = 1 / (1 + exp(-x)).</summary>
        public static Sigmoid Sigmoid() => new(false);

        /// <summary>Creates y = 1 / (1 + exp(-x)).</summary>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static Sigmoid Sigmoid(bool inplace) => new(inplace);

        /// <summary>Creates y = x sigmoid(x).</summary>
        public static SiLU SiLU() => new(false);

        /// <summary>Creates y = x sigmoid(x).</summary>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static SiLU SiLU(bool inplace) => new(inplace);

        /// <summary>Creates y = x tanh(log(1 + exp(x))).</summary>
        public static Mish Mish() => new(false);

        /// <summary>Creates y = x tanh(log(1 + exp(x))).</summary>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static Mish Mish(bool inplace) => new(inplace);

        /// <summary>Creates y = min(max(x, min_val), max_val).</summary>
        /// <param name="min_val">Lower bound.</param>
        /// <param name="max_val">Upper bound.</param>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static Hardtanh Hardtanh(double min_val = -1.0, double max_val = 1.0, bool inplace = false) => new(min_val, max_val, inplace);

        /// <summary>Creates y = log(1 + exp(beta x)) / beta.</summary>
        /// <param name="beta">Sharpness.</param>
        /// <param name="threshold">Where the function counts as linear.</param>
        public static Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);

        /// <summary>Creates y_i = exp(x_i) / sum_j exp(x_j).</summary>
        /// <param name="dim">The axis.</param>
        public static Softmax Softmax(long dim) => new(dim);

        /// <summary>Creates y_i = x_i - log(sum_j exp(x_j)).</summary>
        /// <param name="dim">The axis.</param>
        public static LogSoftmax LogSoftmax(long dim) => new(dim);

        /// <summary>Creates y_i = exp(-x_i) / sum_j exp(-x_j).</summary>
        /// <param name="dim">The axis.</param>
        public static Softmin Softmin(long dim) => new(dim);
    }
}
