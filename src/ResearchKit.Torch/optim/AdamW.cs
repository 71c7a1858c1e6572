using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam with weight decay apart from the gradient.</summary>
/// <remarks>
/// w *= 1 - learning rate weight_decay; then a step of Adam without decay. Reference: Loshchilov and Hutter, 2019, Algorithm 2.
/// </remarks>
public partial class AdamW : OptimizerHelper, IBetas
{
    private readonly Options _defaults;

    /// <summary>Creates the optimiser for one group of parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="beta1">Decay rate of the first moment.</param>
    /// <param name="beta2">Decay rate of the second moment.</param>
    /// <param name="eps">What is added to the denominator.</param>
    /// <param name="weight_decay">Share of the weights that is subtracted, times the learning rate.</param>
    /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    public AdamW(
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
    /// <param name="weight_decay">Share of the weights that is subtracted, times the learning rate.</param>
    /// <param name="amsgrad">Whether to divide by the largest second moment so far.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a parameter is in two groups.</exception>
    public AdamW(
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
        => Update<Options, State>(closure, static (options, state, parameter, gradient) => AdamMoments.Step(options, state, parameter, gradient, decayApart: true));
}
