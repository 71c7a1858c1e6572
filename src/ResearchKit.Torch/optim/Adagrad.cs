using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Steps divided by the root of the sum of all squared gradients.</summary>
/// <remarks>
/// g = gradient + weight_decay w; s += g²; w -= learning rate / (1 + (t - 1) lr_decay) g / (sqrt(s) + eps).
/// Reference: Duchi, Hazan and Singer, 2011.
/// </remarks>
public partial class Adagrad : OptimizerHelper
{
    private readonly Options _defaults;

    /// <summary>Creates the optimiser for one group of parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="lr_decay">How fast the learning rate falls.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="initial_accumulator_value">First value of the sum s.</param>
    /// <param name="eps">What is added to the denominator.</param>
    public Adagrad(
        IEnumerable<Parameter> parameters,
        double lr = 1e-2,
        double lr_decay = 0,
        double weight_decay = 0,
        double initial_accumulator_value = 0,
        double eps = 1e-10)
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
    {
    }

    /// <summary>Creates the optimiser for groups of parameters; the options are the defaults of the groups.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="lr_decay">How fast the learning rate falls.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="initial_accumulator_value">First value of the sum s.</param>
    /// <param name="eps">What is added to the denominator.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a parameter is in two groups.</exception>
    public Adagrad(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-2,
        double lr_decay = 0,
        double weight_decay = 0,
        double initial_accumulator_value = 0,
        double eps = 1e-10)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        RequireNotNegative(lr, nameof(lr));
        RequireNotNegative(lr_decay, nameof(lr_decay));
        RequireNotNegative(weight_decay, nameof(weight_decay));
        RequireNotNegative(initial_accumulator_value, nameof(initial_accumulator_value));
        RequireNotNegative(eps, nameof(eps));

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            lr_decay = lr_decay,
            weight_decay = weight_decay,
            initial_accumulator_value = initial_accumulator_value,
            eps = eps,
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
        => AddGroup(param_group, _defaults, Complete, static _ => new State());

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => Update<Options, State>(closure, Update);

    private static void Update(Options options, State state, Parameter parameter, Tensor gradient)
    {
        var decay = options.weight_decay!.Value;
        using var decayed = decay != 0 ? Kernels.Add(gradient, parameter, decay) : null;
        var direction = decayed ?? gradient;
        state.step++;
        var sum = state.sum ??= Kernels.Own(Kernels.FullLike(parameter, options.initial_accumulator_value!.Value));
        Kernels.AddProductTo(sum, direction, direction, 1);
        using var denominator = Kernels.SquareRoot(sum);
        Kernels.Shift(denominator, options.eps!.Value);
        var rate = options.LearningRate!.Value / (1 + ((state.step - 1) * options.lr_decay!.Value));
        Kernels.AddQuotientTo(parameter, direction, denominator, -rate);
    }

    private void Complete(Options options)
    {
        options.lr_decay ??= _defaults.lr_decay;
        options.weight_decay ??= _defaults.weight_decay;
        options.initial_accumulator_value ??= _defaults.initial_accumulator_value;
        options.eps ??= _defaults.eps;
    }
}
