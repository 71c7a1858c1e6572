using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _crossEntropy = new("aten::cross_entropy_loss");
            private static readonly Operator _negativeLogLikelihood = new("aten::nll_loss_nd");
            private static readonly Operator _binaryCrossEntropy = new("aten::binary_cross_entropy");
            private static readonly Operator _binaryCrossEntropyWithLogits = new("aten::binary_cross_entropy_with_logits");
            private static readonly Operator _klDivergence = new("aten::kl_div");
            private static readonly Operator _meanSquaredError = new("aten::mse_loss");
            private static readonly Operator _absoluteError = new("aten::l1_loss");
            private static readonly Operator _smoothAbsoluteError = new("aten::smooth_l1_loss");
            private static readonly Operator _huber = new("aten::huber_loss");

            /// <summary>Cross entropy of logits: -w_t log softmax(x)_t; with class probabilities q: -sum_c w_c q_c log softmax(x)_c.</summary>
            /// <param name="input">Logits (N, C), (C) or (N, C, d1, ...).</param>
            /// <param name="target">Classes Int64 (N), () or (N, d1, ...), or probabilities of the shape of the input.</param>
            /// <param name="weight">Weight of each class (C), or null.</param>
            /// <param name="ignore_index">Class that does not count.</param>
            /// <param name="reduction">What becomes of the losses of the samples; the mean is weighted.</param>
            /// <param name="label_smoothing">Share of the probability that is spread evenly over the classes.</param>
            public static Tensor cross_entropy(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                long ignore_index = -100,
                Reduction reduction = Reduction.Mean,
                double label_smoothing = 0.0)
                => _crossEntropy.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Negative log likelihood: -w_t x_t.</summary>
            /// <param name="input">Log probabilities (N, C), (C) or (N, C, d1, ...).</param>
            /// <param name="target">Classes Int64 (N), () or (N, d1, ...); -100 does not count.</param>
            /// <param name="weight">Weight of each class (C), or null.</param>
            /// <param name="reduction">What becomes of the losses of the samples; the mean is weighted.</param>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
                => _negativeLogLikelihood.Call(input, target, weight, (long)reduction, -100);

            /// <summary>Binary cross entropy of probabilities: -w (t log x + (1 - t) log(1 - x)), logarithms not below -100.</summary>
            /// <param name="input">Probabilities, any shape.</param>
            /// <param name="target">Targets in [0, 1], of the same shape.</param>
            /// <param name="weight">Weights that broadcast, or null.</param>
            /// <param name="reduction">What becomes of the losses of the elements.</param>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
                => _binaryCrossEntropy.Call(input, target, weight, (long)reduction);

            /// <summary>Binary cross entropy of logits: -w (p t log s(x) + (1 - t) log(1 - s(x))), s the logistic function.</summary>
            /// <param name="input">Logits, any shape.</param>
            /// <param name="target">Targets in [0, 1], of the same shape.</param>
            /// <param name="weight">Weights w that broadcast, or null.</param>
            /// <param name="reduction">What becomes of the losses of the elements.</param>
            /// <param name="pos_weights">Weights p of positive targets that broadcast, or null.</param>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
                => _binaryCrossEntropyWithLogits.Call(input, target, weight, pos_weights, (long)reduction);

            /// <summary>Kullback-Leibler divergence, element by element: exp(t) (t - x), or t (log t - x) for targets that are no logarithms.</summary>
            /// <param name="input">Log probabilities, any shape.</param>
            /// <param name="target">Log probabilities (or probabilities), of the same shape.</param>
            /// <param name="log_target">Whether the targets are logarithms.</param>
            /// <param name="reduction">What becomes of the elements; the mean is over all elements, not over samples.</param>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean)
                => _klDivergence.Call(input, target, (long)reduction, log_target);

            /// <summary>Squared error: (x - t)².</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">A shape that broadcasts.</param>
            /// <param name="reduction">What becomes of the losses of the elements.</param>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
                => _meanSquaredError.Call(input, target, (long)reduction);

            /// <summary>Absolute error: |x - t|.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">A shape that broadcasts.</param>
            /// <param name="reduction">What becomes of the losses of the elements.</param>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
                => _absoluteError.Call(input, target, (long)reduction);

            /// <summary>(x - t)² / (2 beta) where |x - t| is below beta, else |x - t| - beta / 2.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">A shape that broadcasts.</param>
            /// <param name="reduction">What becomes of the losses of the elements.</param>
            /// <param name="beta">Where the parabola ends.</param>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0)
                => _smoothAbsoluteError.Call(input, target, (long)reduction, beta);

            /// <summary>(x - t)² / 2 where |x - t| is at most delta, else delta (|x - t| - delta / 2).</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">A shape that broadcasts.</param>
            /// <param name="delta">Where the parabola ends, positive.</param>
            /// <param name="reduction">What becomes of the losses of the elements.</param>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean)
                => _huber.Call(input, target, (long)reduction, delta);
        }
    }
}
