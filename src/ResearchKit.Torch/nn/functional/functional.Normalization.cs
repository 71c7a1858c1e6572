using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _batchNorm = new("aten::batch_norm") { KeepsLayout = true };
            private static readonly Operator _layerNorm = new("aten::layer_norm");
            private static readonly Operator _groupNorm = new("aten::group_norm");
            private static readonly Operator _instanceNorm = new("aten::instance_norm");
            private static readonly Operator _norm = new("aten::norm", "ScalarOpt_dim");
            private static readonly Operator _clampMin = new("aten::clamp_min");
            private static readonly Operator _divide = new("aten::div", "Tensor");

            /// <summary>Batch normalisation: y = (x - mean) / sqrt(var + eps) * weight + bias for each channel (axis 1).</summary>
            /// <param name="input">(N, C, *).</param>
            /// <param name="running_mean">Running mean (C), updated in place when training; null if none is kept.</param>
            /// <param name="running_var">Running variance (C), updated in place when training; null if none is kept.</param>
            /// <param name="weight">Scale (C) or null.</param>
            /// <param name="bias">Shift (C) or null.</param>
            /// <param name="training">Whether the batch's own statistics are used.</param>
            /// <param name="momentum">Weight of the batch in the running statistics.</param>
            /// <param name="eps">What is added to the variance.</param>
            /// <exception cref="ArgumentException">Training with a single value for each channel.</exception>
            public static Tensor batch_norm(
                Tensor input,
                Tensor? running_mean,
                Tensor? running_var,
                Tensor? weight = null,
                Tensor? bias = null,
                bool training = false,
                double momentum = 0.1,
                double eps = 1e-5)
            {
                if (training)
                {
                    RequireSeveralValues(input);
                }

                return _batchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }

            /// <summary>Group normalisation: statistics over each group of channels of each sample.</summary>
            /// <param name="input">(N, C, *).</param>
            /// <param name="num_groups">Number of groups, a divisor of C.</param>
            /// <param name="weight">Scale (C) or null.</param>
            /// <param name="bias">Shift (C) or null.</param>
            /// <param name="eps">What is added to the variance.</param>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
                => _groupNorm.Call(input, num_groups, weight, bias, eps, true);

            /// <summary>Instance normalisation: statistics over each channel of each sample.</summary>
            /// <param name="input">(N, C, *).</param>
            /// <param name="running_mean">Running mean (C) or null.</param>
            /// <param name="running_var">Running variance (C) or null.</param>
            /// <param name="weight">Scale (C) or null.</param>
            /// <param name="bias">Shift (C) or null.</param>
            /// <param name="use_input_stats">Whether the sample's own statistics are used.</param>
            /// <param name="momentum">Weight of the batch in the running statistics.</param>
            /// <param name="eps">What is added to the variance.</param>
            public static Tensor instance_norm(
                Tensor input,
                Tensor? running_mean = null,
                Tensor? running_var = null,
                Tensor? weight = null,
                Tensor? bias = null,
                bool use_input_stats = true,
                double momentum = 0.1,
                double eps = 1e-5)
                => _instanceNorm.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            /// <summary>Layer normalisation: statistics over the last axes of each sample.</summary>
            /// <param name="input">(*, normalized_shape).</param>
            /// <param name="normalized_shape">Sizes of the axes over which is normalised.</param>
            /// <param name="weight">Scale (normalized_shape) or null.</param>
            /// <param name="bias">Shift (normalized_shape) or null.</param>
            /// <param name="eps">What is added to the variance.</param>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
                => _layerNorm.Call(input, normalized_shape, weight, bias, eps, true);

            /// <summary>Scales vectors to length one: y = x / max(|x|_p, eps) along one axis.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="p">Which norm.</param>
            /// <param name="dim">The axis.</param>
            /// <param name="eps">Smallest denominator.</param>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using var length = _norm.Call(input, p, new[] { dim }, true);
                using var denominator = _clampMin.Call(length, eps);
                return _divide.Call(input, denominator);
            }

            private static void RequireSeveralValues(Tensor input)
            {
                var shape = input.shape;
                var values = 1L;
                for (var axis = 0; axis < shape.Length; axis++)
                {
                    values *= axis == 1 ? 1 : shape[axis];
                }

                if (values == 1)
                {
                    throw new ArgumentException(
                        $"Expected more than 1 value per channel when training, got input size [{string.Join(", ", shape)}].", nameof(input));
                }
            }
        }
    }
}
