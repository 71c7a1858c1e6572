using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Adam with weight decay apart from the gradient.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">Decay rate of the first moment.</param>
        /// <param name="beta2">Decay rate of the second moment.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Share of the weights that is subtracted, times the learning rate.</param>
        /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.AdamW AdamW(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with weight decay apart from the gradient.</summary>
        /// <param name="parameters">The parameters with their names.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">Decay rate of the first moment.</param>
        /// <param name="beta2">Decay rate of the second moment.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Share of the weights that is subtracted, times the learning rate.</param>
        /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.AdamW AdamW(
            IEnumerable<(string name, Parameter parameter)> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            => new(parameters.Select(item => item.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with weight decay apart from the gradient.</summary>
        /// <param name="parameters">Groups of parameters; the options are their defaults.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">Decay rate of the first moment.</param>
        /// <param name="beta2">Decay rate of the second moment.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Share of the weights that is subtracted, times the learning rate.</param>
        /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.AdamW AdamW(
            IEnumerable<AdamW.ParamGroup> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
    }
}
