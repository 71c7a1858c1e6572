using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Stochastic gradient descent with momentum.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="learningRate">Learning rate.</param>
        /// <param name="momentum">Share of the last step that is kept.</param>
        /// <param name="dampening">Share of the gradient that does not enter the momentum.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="nesterov">Whether to use Nesterov's variant.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.SGD SGD(
            IEnumerable<Parameter> parameters,
            double learningRate,
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false)
            => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Stochastic gradient descent with momentum.</summary>
        /// <param name="parameters">The parameters with their names.</param>
        /// <param name="learningRate">Learning rate.</param>
        /// <param name="momentum">Share of the last step that is kept.</param>
        /// <param name="dampening">Share of the gradient that does not enter the momentum.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="nesterov">Whether to use Nesterov's variant.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.SGD SGD(
            IEnumerable<(string name, Parameter parameter)> parameters,
            double learningRate,
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false)
            => new(parameters.Select(item => item.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Stochastic gradient descent with momentum.</summary>
        /// <param name="parameters">Groups of parameters; the options are their defaults.</param>
        /// <param name="learningRate">Learning rate.</param>
        /// <param name="momentum">Share of the last step that is kept.</param>
        /// <param name="dampening">Share of the gradient that does not enter the momentum.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="nesterov">Whether to use Nesterov's variant.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public static Modules.SGD SGD(
            IEnumerable<SGD.ParamGroup> parameters,
            double learningRate,
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false)
            => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
    }
}
