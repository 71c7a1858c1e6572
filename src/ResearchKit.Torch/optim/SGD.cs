using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with momentum.</summary>
/// <remarks>
/// g = gradient + weight_decay w; v = momentum v + (1 - dampening) g, at first v = g; w -= learning rate v, or with Nesterov's variant
/// w -= learning rate (g + momentum v). Reference: Sutskever et al., 2013.
/// </remarks>
public partial class SGD : OptimizerHelper, IMomentum
{
    private readonly Options _defaults;

    /// <summary>Creates the optimiser for one group of parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="momentum">Share of the last step that is kept.</param>
    /// <param name="dampening">Share of the gradient that does not enter the momentum.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="nesterov">Whether to use Nesterov's variant.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    public SGD(
        IEnumerable<Parameter> parameters,
        double lr,
        double momentum = 0.0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Creates the optimiser for groups of parameters; the options are the defaults of the groups.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="momentum">Share of the last step that is kept.</param>
    /// <param name="dampening">Share of the gradient that does not enter the momentum.</param>
    /// <param name="weight_decay">Weight of the penalty |w|²/2.</param>
    /// <param name="nesterov">Whether to use Nesterov's variant.</param>
    /// <param name="maximize">Whether to go up rather than down.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a parameter is in two groups.</exception>
    public SGD(
        IEnumerable<ParamGroup> parameters,
        double lr,
        double momentum = 0.0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        RequireNotNegative(lr, nameof(lr));
        RequireNotNegative(momentum, nameof(momentum));
        RequireNotNegative(weight_decay, nameof(weight_decay));
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov's variant needs a positive momentum and no dampening.", nameof(nesterov));
        }

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
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
        var momentum = options.momentum!.Value;
        var decay = options.weight_decay!.Value;
        using var ascent = options.maximize!.Value ? Kernels.Negative(gradient) : null;
        using var decayed = decay != 0 ? Kernels.Add(ascent ?? gradient, parameter, decay) : null;
        var direction = decayed ?? ascent ?? gradient;
        var rate = -options.LearningRate!.Value;
        if (momentum == 0)
        {
            Kernels.AddTo(parameter, direction, rate);
            return;
        }

        if (state.momentum_buffer is { } velocity)
        {
            Kernels.Scale(velocity, momentum);
            Kernels.AddTo(velocity, direction, 1 - options.dampening!.Value);
        }
        else
        {
            velocity = Kernels.Own(Kernels.Clone(direction));
            state.momentum_buffer = velocity;
        }

        if (!options.nesterov!.Value)
        {
            Kernels.AddTo(parameter, velocity, rate);
            return;
        }

        using var ahead = Kernels.Add(direction, velocity, momentum);
        Kernels.AddTo(parameter, ahead, rate);
    }

    private void Complete(Options options)
    {
        options.momentum ??= _defaults.momentum;
        options.dampening ??= _defaults.dampening;
        options.weight_decay ??= _defaults.weight_decay;
        options.nesterov ??= _defaults.nesterov;
        options.maximize ??= _defaults.maximize;
    }
}
