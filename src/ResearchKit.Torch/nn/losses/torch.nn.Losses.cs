using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates the cross entropy of logits.</summary>
        /// <param name="weight">Weight of each class, or null.</param>
        /// <param name="ignore_index">Class that does not count, -100 by default.</param>
        /// <param name="reduction">What becomes of the losses of the samples.</param>
        public static CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean)
            => new(weight, ignore_index, reduction);

        /// <summary>Creates the negative log likelihood.</summary>
        /// <param name="weight">Weight of each class, or null.</param>
        /// <param name="reduction">What becomes of the losses of the samples.</param>
        public static NLLLoss NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);

        /// <summary>Creates the binary cross entropy of probabilities.</summary>
        /// <param name="weight">Weights that broadcast, or null.</param>
        /// <param name="reduction">What becomes of the losses of the elements.</param>
        public static BCELoss BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);

        /// <summary>Creates the binary cross entropy of logits.</summary>
        /// <param name="weight">Weights that broadcast, or null.</param>
        /// <param name="reduction">What becomes of the losses of the elements.</param>
        /// <param name="pos_weights">Weights of positive targets, or null.</param>
        public static BCEWithLogitsLoss BCEWithLogitsLoss(
            Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) => new(weight, reduction, pos_weights);

        /// <summary>Creates the squared error.</summary>
        /// <param name="reduction">What becomes of the losses of the elements.</param>
        public static MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);

        /// <summary>Creates the absolute error.</summary>
        /// <param name="reduction">What becomes of the losses of the elements.</param>
        public static L1Loss L1Loss(Reduction reduction = Reduction.Mean) => new(reduction);

        /// <summary>Creates the loss that is squared near zero and absolute elsewhere.</summary>
        /// <param name="reduction">What becomes of the losses of the elements.</param>
        /// <param name="beta">Where the parabola ends.</param>
        public static SmoothL1Loss SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0) => new(reduction, beta);

        /// <summary>Creates Huber's loss.</summary>
        /// <param name="delta">Where the parabola ends.</param>
        /// <param name="reduction">What becomes of the losses of the elements.</param>
        public static HuberLoss HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean) => new(delta, reduction);

        /// <summary>Creates the Kullback-Leibler divergence.</summary>
        /// <param name="log_target">Whether the targets are logarithms.</param>
        /// <param name="reduction">What becomes of the elements.</param>
        public static KLDivLoss KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean) => new(log_target, reduction);
    }
}
