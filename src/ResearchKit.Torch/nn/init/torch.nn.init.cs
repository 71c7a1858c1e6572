namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initial values of parameters; each function overwrites its tensor and returns it.</summary>
        public static partial class init
        {
            /// <summary>Kinds of nonlinearity for <see cref="calculate_gain"/>.</summary>
            public enum NonlinearityType
            {
                /// <summary>None.</summary>
                Linear = 0,

                /// <summary>None, after a convolution over length.</summary>
                Conv1D = 1,

                /// <summary>None, after a convolution over height and width.</summary>
                Conv2D = 2,

                /// <summary>None, after a convolution over volume.</summary>
                Conv3D = 3,

                /// <summary>None, after a transposed convolution over length.</summary>
                ConvTranspose1D = 4,

                /// <summary>None, after a transposed convolution over height and width.</summary>
                ConvTranspose2D = 5,

                /// <summary>None, after a transposed convolution over volume.</summary>
                ConvTranspose3D = 6,

                /// <summary>1 / (1 + exp(-x)).</summary>
                Sigmoid = 7,

                /// <summary>tanh(x).</summary>
                Tanh = 8,

                /// <summary>max(x, 0).</summary>
                ReLU = 9,

                /// <summary>x for x &gt;= 0, else slope x.</summary>
                LeakyReLU = 10,
            }

            /// <summary>Which number of connections keeps its variance.</summary>
            public enum FanInOut
            {
                /// <summary>Those into a unit: activations keep their variance.</summary>
                FanIn = 0,

                /// <summary>Those out of a unit: gradients keep their variance.</summary>
                FanOut = 1,
            }

            /// <summary>Factor by which weights grow to make up for a nonlinearity: 5/3 for tanh, sqrt(2 / (1 + slope²)) for leaky ReLU, else 1.</summary>
            /// <param name="nonlinearity">The nonlinearity.</param>
            /// <param name="param">Slope of the leaky ReLU.</param>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0)
                => nonlinearity switch
                {
                    NonlinearityType.Tanh => 5.0 / 3.0,
                    NonlinearityType.ReLU => Math.Sqrt(2),
                    NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (param * param))),
                    _ => 1,
                };

            /// <summary>Connections into and out of a unit: shape[1] and shape[0], each times the kernel's size.</summary>
            /// <param name="tensor">A weight of rank 2 or more.</param>
            /// <exception cref="ArgumentException">The rank is less than 2.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                var shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException(
                        $"Fan in and fan out need a tensor with at least 2 axes, got shape [{string.Join(", ", shape)}].", nameof(tensor));
                }

                var kernel = 1L;
                for (var axis = 2; axis < shape.Length; axis++)
                {
                    kernel *= shape[axis];
                }

                return (shape[1] * kernel, shape[0] * kernel);
            }

            /// <summary>Writes ones.</summary>
            /// <param name="tensor">The tensor.</param>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>Writes zeros.</summary>
            /// <param name="tensor">The tensor.</param>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Writes one value everywhere.</summary>
            /// <param name="tensor">The tensor.</param>
            /// <param name="val">The value.</param>
            public static Tensor constant_(Tensor tensor, Scalar val) => Overwrite(tensor, () => InPlace.Fill(tensor, val));

            /// <summary>Draws uniformly from [low, high).</summary>
            /// <param name="tensor">The tensor.</param>
            /// <param name="low">Lower bound.</param>
            /// <param name="high">Upper bound.</param>
            /// <param name="generator">Source of randomness; the global one by default.</param>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
                => Overwrite(tensor, () => InPlace.Uniform(tensor, low, high, generator));

            /// <summary>Draws from the normal distribution.</summary>
            /// <param name="tensor">The tensor.</param>
            /// <param name="mean">Mean.</param>
            /// <param name="std">Standard deviation.</param>
            /// <param name="generator">Source of randomness; the global one by default.</param>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
                => Overwrite(tensor, () => InPlace.Normal(tensor, mean, std, generator));

            private static Tensor Overwrite(Tensor tensor, Action write)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using (GradientMode.Off())
                {
                    write();
                }

                return tensor;
            }
        }
    }
}
