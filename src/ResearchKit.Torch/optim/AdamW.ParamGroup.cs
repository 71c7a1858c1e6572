using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        /// <summary>Creates a group without parameters, with the optimiser's default options.</summary>
        public ParamGroup()
        {
        }

        /// <summary>Creates a group.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="options">The options; what is null takes the optimiser's default.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        /// <summary>Creates a group.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">Decay rate of the first moment.</param>
        /// <param name="beta2">Decay rate of the second moment.</param>
        /// <param name="eps">What is added to the denominator.</param>
        /// <param name="weight_decay">Share of the weights that is subtracted, times the learning rate.</param>
        /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
        /// <param name="maximize">Whether to go up rather than down.</param>
        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        /// <summary>The decay rates.</summary>
        public (double, double) Betas
        {
            get => ((IAdamOptions)Options).Betas;
            set => ((IAdamOptions)Options).Betas = value;
        }
    }
}
