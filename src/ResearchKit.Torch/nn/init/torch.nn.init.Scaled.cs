namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>Draws uniformly from (-b, b) with b = gain sqrt(3 / fan).</summary>
            /// <param name="tensor">A weight of rank 2 or more.</param>
            /// <param name="a">Slope of the leaky ReLU that follows.</param>
            /// <param name="mode">Which fan.</param>
            /// <param name="nonlinearity">What follows the layer.</param>
            /// <remarks>Reference: He et al., 2015, equation 10.</remarks>
            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3.0) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Draws from the normal distribution with standard deviation gain / sqrt(fan).</summary>
            /// <param name="tensor">A weight of rank 2 or more.</param>
            /// <param name="a">Slope of the leaky ReLU that follows.</param>
            /// <param name="mode">Which fan.</param>
            /// <param name="nonlinearity">What follows the layer.</param>
            /// <remarks>Reference: He et al., 2015, equation 10.</remarks>
            public static Tensor kaiming_normal_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
                => normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Draws uniformly from (-b, b) with b = gain sqrt(6 / (fan_in + fan_out)).</summary>
            /// <param name="tensor">A weight of rank 2 or more.</param>
            /// <param name="gain">Scale.</param>
            /// <remarks>Reference: Glorot and Bengio, 2010, equation 16.</remarks>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var bound = Math.Sqrt(3.0) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Draws from the normal distribution with standard deviation gain sqrt(2 / (fan_in + fan_out)).</summary>
            /// <param name="tensor">A weight of rank 2 or more.</param>
            /// <param name="gain">Scale.</param>
            /// <remarks>Reference: Glorot and Bengio, 2010.</remarks>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) => normal_(tensor, 0, XavierDeviation(tensor, gain));

            /// <summary>Another name for <see cref="xavier_uniform_"/>.</summary>
            /// <param name="tensor">A weight of rank 2 or more.</param>
            /// <param name="gain">Scale.</param>
            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            /// <summary>Another name for <see cref="xavier_normal_"/>.</summary>
            /// <param name="tensor">A weight of rank 2 or more.</param>
            /// <param name="gain">Scale.</param>
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }
        }
    }
}
