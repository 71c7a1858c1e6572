using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Steps divided by the root of the mean squared gradient.</summary>
/// <remarks>
/// g = gradient + weight_decay w; s = alpha s + (1 - alpha) g²; w -= learning rate g / (sqrt(s) + eps). Centred, s is replaced by
/// s - a² with the mean gradient a; with momentum the quotient enters b = momentum b + quotient, and w -= learning rate b.
/// Reference: Tieleman and Hinton, 2012; centred: Graves, 2013, equation 40.
/// </remarks>
public partial class RMSProp : OptimizerHelper, IMomentum
{
    private readonly Options _defaults;

    /// <summary>Creates the optimiser for one group of parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="alpha">Decay rate of the mean squared gradient.</param>
    /// <param name="eps">What is added to the denominator.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="momentum">Share of the last step that is kept.</param>
    /// <param name="centered">Whether to divide by the standard deviation instead.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    public RMSProp(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    /// <summary>Creates the optimiser for groups of parameters; the options are the defaults of the groups.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="alpha">Decay rate of the mean squared gradient.</param>
    /// <param name="eps">What is added to the denominator.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="momentum">Share of the last step that is kept.</param>
    /// <param name="centered">Whether to divide by the standard deviation instead.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a parameter is in two groups.</exception>
    public RMSProp(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        RequireNotNegative(lr, nameof(lr));
        RequireNotNegative(alpha, nameof(alpha));
        RequireNotNegative(eps, nameof(eps));
        RequireNotNegative(weight_decay, nameof(weight_decay));
        RequireNotNegative(momentum, nameof(momentum));

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            alpha = alpha,
            eps = eps,
            weight_decay = weight_decay,
            momentum = momentum,
            centered = centered,
            maximize = maximize,
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <summary>The default momentum, of groups that are added later.</summary>
    public double Momentum
    {
        get => _defaults.momentum!.Value;
        set => _defaults.momentum = value;
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
        => AddGroup(param_group, _defaults, Complete, static _ => new State());

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => Update<Options, State>(closure, Update);

    private static void Update(Options options, State state, Parameter parameter, Tensor gradient)
    {
        var decay = options.weight_decay!.Value;
        var alpha = options.alpha!.Value;
        using var ascent = options.maximize!.Value ? Kernels.Negative(gradient) : null;
        using var decayed = decay != 0 ? Kernels.Add(ascent ?? gradient, parameter, decay) : null;
        var direction = decayed ?? ascent ?? gradient;
        state.step++;
        var squares = state.square_avg ??= Kernels.Own(Kernels.ZerosLike(parameter));
        Kernels.Scale(squares, alpha);
        Kernels.AddProductTo(squares, direction, direction, 1 - alpha);
        using var denominator = options.centered!.Value ? Deviation(state, direction, alpha) : Kernels.SquareRoot(squares);
        Kernels.Shift(denominator, options.eps!.Value);
        var rate = -options.LearningRate!.Value;
        if (options.momentum!.Value is var momentum && momentum <= 0)
        {
            Kernels.AddQuotientTo(parameter, direction, denominator, rate);
            return;
        }

        var velocity = state.momentum_buffer ??= Kernels.Own(Kernels.ZerosLike(parameter));
        Kernels.Scale(velocity, momentum);
        Kernels.AddQuotientTo(velocity, direction, denominator, 1);
        Kernels.AddTo(parameter, velocity, rate);
    }

    private static Tensor Deviation(State state, Tensor direction, double alpha)
    {
        var mean = state.grad_avg ??= Kernels.Own(Kernels.ZerosLike(direction));
        Kernels.Scale(mean, alpha);
        Kernels.AddTo(mean, direction, 1 - alpha);
        var variance = Kernels.AddProduct(state.square_avg!, mean, mean, -1);
        Kernels.SquareRootOf(variance);
        return variance;
    }

    private void Complete(Options options)
    {
        options.alpha ??= _defaults.alpha;
        options.eps ??= _defaults.eps;
        options.weight_decay ??= _defaults.weight_decay;
        options.momentum ??= _defaults.momentum;
        options.centered ??= _defaults.centered;
        options.maximize ??= _defaults.maximize;
    }
}
