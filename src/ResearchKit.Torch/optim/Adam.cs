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
        RequireNotNegative(lr, nameof(lr));
        RequireRate(beta1, nameof(beta1));
        RequireRate(beta2, nameof(beta2));
        RequireNotNegative(eps, nameof(eps));
        RequireNotNegative(weight_decay, nameof(weight_decay));

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <summary>The default decay rates, of groups that are added later.</summary>
    public (double, double) Betas
    {
        get => (_defaults.beta1!.Value, _defaults.beta2!.Value);
        set => (_defaults.beta1, _defaults.beta2) = value;
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
        => AddGroup(param_group, _defaults, Complete, static _ => new State());

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => Update<Options, State>(closure, Update);

    private static void Update(Options options, State state, Parameter parameter, Tensor gradient)
    {
        var decay = options.weight_decay!.Value;
        using var ascent = options.maximize!.Value ? Kernels.Negative(gradient) : null;
        using var decayed = decay != 0 ? Kernels.Add(ascent ?? gradient, parameter, decay) : null;
        var moments = new AdamMoments(options.beta1!.Value, options.beta2!.Value, options.eps!.Value, options.amsgrad!.Value);
        state.step++;
        state.exp_avg ??= Kernels.Own(Kernels.ZerosLike(parameter));
        state.exp_avg_sq ??= Kernels.Own(Kernels.ZerosLike(parameter));
        if (moments.Largest)
        {
            state.max_exp_avg_sq ??= Kernels.Own(Kernels.ZerosLike(parameter));
        }

        moments.Update(
            parameter, decayed ?? ascent ?? gradient, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq, state.step, options.LearningRate!.Value);
    }

    private void Complete(Options options)
    {
        options.beta1 ??= _defaults.beta1;
        options.beta2 ??= _defaults.beta2;
        options.eps ??= _defaults.eps;
        options.weight_decay ??= _defaults.weight_decay;
        options.amsgrad ??= _defaults.amsgrad;
        options.maximize ??= _defaults.maximize;
    }
}
