using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam: steps of about the same length for every weight.</summary>
/// <remarks>
/// g = gradient + weight_decay w; m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g²;
/// w -= learning rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps). Reference: Kingma and Ba, 2015, Algorithm 1.
/// </remarks>
public partial class Adam : OptimizerHelper, IBetas
{
    private readonly Options _defaults;

    /// <summary>Creates the optimiser for one group of parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="beta1">Decay rate of the first moment.</param>
    /// <param name="beta2">Decay rate of the second moment.</param>
    /// <param name="eps">What is added to the denominator.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    public Adam(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Creates the optimiser for groups of parameters; the options are the defaults of the groups.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="beta1">Decay rate of the first moment.</param>
    /// <param name="beta2">Decay rate of the second moment.</param>
    /// <param name="eps">What is added to the denominator.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a parameter is in two groups.</exception>
    public Adam(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1e-8,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _defaults = AdamMoments.Defaults<Options>(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <summary>The default decay rates, of groups that are added later.</summary>
    public (double, double) Betas
    {
        get => ((IAdamOptions)_defaults).Betas;
        set => ((IAdamOptions)_defaults).Betas = value;
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
        => AddGroup(param_group, _defaults, options => ((IAdamOptions)options).Complete(_defaults), static _ => new State());

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
        => Update<Options, State>(closure, static (options, state, parameter, gradient) => AdamMoments.Step(options, state, parameter, gradient, decayApart: false));
}
