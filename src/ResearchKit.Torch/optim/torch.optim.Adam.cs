using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Adam: steps of about the same length for every weight.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">Decay rate of the first moment.</param>
        /// <param name="beta2">Decay rate of the second moment.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.Adam Adam(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam: steps of about the same length for every weight.</summary>
        /// <param name="parameters">The parameters with their names.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">Decay rate of the first moment.</param>
        /// <param name="beta2">Decay rate of the second moment.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.Adam Adam(
            IEnumerable<(string name, Parameter parameter)> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            => new(parameters.Select(item => item.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam: steps of about the same length for every weight.</summary>
        /// <param name="parameters">Groups of parameters; the options are their defaults.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">Decay rate of the first moment.</param>
        /// <param name="beta2">Decay rate of the second moment.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.Adam Adam(
            IEnumerable<Adam.ParamGroup> parameters,
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
