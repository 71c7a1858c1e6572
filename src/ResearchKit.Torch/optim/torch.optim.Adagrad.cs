using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Steps divided by the root of the sum of all squared gradients.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="lr_decay">How fast the learning rate falls.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="initial_accumulator_value">First value of the sum s.</param>
        /// <param name="eps">What is added to the denominator.</param>
        public static Modules.Adagrad Adagrad(
            IEnumerable<Parameter> parameters,
            double lr = 1e-2,
            double lr_decay = 0,
            double weight_decay = 0,
            double initial_accumulator_value = 0,
            double eps = 1e-10)
            => new(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);

        /// <summary>Steps divided by the root of the sum of all squared gradients.</summary>
        /// <param name="parameters">The parameters with their names.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="lr_decay">How fast the learning rate falls.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="initial_accumulator_value">First value of the sum s.</param>
        /// <param name="eps">What is added to the denominator.</param>
        public static Modules.Adagrad Adagrad(
            IEnumerable<(string name, Parameter parameter)> parameters,
            double lr = 1e-2,
            double lr_decay = 0,
            double weight_decay = 0,
            double initial_accumulator_value = 0,
            double eps = 1e-10)
            => new(parameters.Select(item => item.parameter), lr, lr_decay, weight_decay, initial_accumulator_value, eps);

        /// <summary>Steps divided by the root of the sum of all squared gradients.</summary>
        /// <param name="parameters">Groups of parameters; the options are their defaults.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="lr_decay">How fast the learning rate falls.</param>
        /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
        /// <param name="initial_accumulator_value">First value of the sum s.</param>
        /// <param name="eps">What is added to the denominator.</param>
        public static Modules.Adagrad Adagrad(
            IEnumerable<Adagrad.ParamGroup> parameters,
            double lr = 1e-2,
            double lr_decay = 0,
            double weight_decay = 0,
            double initial_accumulator_value = 0,
            double eps = 1e-10)
            => new(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);
    }
}
