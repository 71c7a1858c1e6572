using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Steps divided by the root of the mean squared gradient.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="alpha">Decay rate of the mean squared gradient.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="momentum">Share of the last step that is kept.</param>
        /// <param name="centered">Whether to divide by the standard deviation instead.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.RMSProp RMSProp(
            IEnumerable<Parameter> parameters,
            double lr = 0.01,
            double alpha = 0.99,
            double eps = 1e-8,
            double weight_decay = 0,
            double momentum = 0,
            bool centered = false,
            bool maximize = false)
            => new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

        /// <summary>Steps divided by the root of the mean squared gradient.</summary>
        /// <param name="parameters">The parameters with their names.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="alpha">Decay rate of the mean squared gradient.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="momentum">Share of the last step that is kept.</param>
        /// <param name="centered">Whether to divide by the standard deviation instead.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.RMSProp RMSProp(
            IEnumerable<(string name, Parameter parameter)> parameters,
            double lr = 0.01,
            double alpha = 0.99,
            double eps = 1e-8,
            double weight_decay = 0,
            double momentum = 0,
            bool centered = false,
            bool maximize = false)
            => new(parameters.Select(item => item.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);

        /// <summary>Steps divided by the root of the mean squared gradient.</summary>
        /// <param name="parameters">Groups of parameters; the options are their defaults.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="alpha">Decay rate of the mean squared gradient.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="momentum">Share of the last step that is kept.</param>
        /// <param name="centered">Whether to divide by the standard deviation instead.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.RMSProp RMSProp(
            IEnumerable<RMSProp.ParamGroup> parameters,
            double lr = 0.01,
            double alpha = 0.99,
            double eps = 1e-8,
            double weight_decay = 0,
            double momentum = 0,
            bool centered = false,
            bool maximize = false)
            => new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
    }
}
