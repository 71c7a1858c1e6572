using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Common part of the optimisers: groups, state of each parameter, and the loop over both.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> _state = new(ReferenceEqualityComparer.Instance);

    /// <summary>Fills the gradients of all parameters with zeros.</summary>
    public override void zero_grad()
    {
        var gradients = new List<Tensor>();
        foreach (var group in Groups)
        {
            foreach (var parameter in group.Parameters)
            {
                if (parameter.grad() is { } gradient)
                {
                    gradients.Add(gradient);
                }
            }
        }

        if (gradients.Count == 0)
        {
            return;
        }

        using (GradientMode.Off())
        {
            Kernels.ZeroAll([.. gradients]);
        }

        foreach (var gradient in gradients)
        {
            gradient.Dispose();
        }
    }

    /// <summary>The options of all groups and the state of all parameters; not a copy.</summary>
    public virtual StateDictionary state_dict()
        => new(
            [.. Groups.Select(group => group.Options!)],
            [.. Groups.SelectMany(group => group.Parameters).Select(parameter => _state[parameter])]);

    /// <summary>Copies options and state from another optimiser of the same kind with groups of the same sizes.</summary>
    /// <param name="state_dict">What <see cref="state_dict"/> of the other optimiser returned.</param>
    /// <exception cref="ArgumentException">The number of groups or of parameters differs.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var mine = this.state_dict();
        RequireEqual(state_dict.Options.Count, mine.Options.Count, "parameter groups");
        RequireEqual(state_dict.State.Count, mine.State.Count, "parameters");
        for (var i = 0; i < mine.Options.Count; i++)
        {
            if (!ReferenceEquals(mine.Options[i], state_dict.Options[i]))
            {
                mine.Options[i].LoadStateDict(state_dict.Options[i]);
            }
        }

        for (var i = 0; i < mine.State.Count; i++)
        {
            if (!ReferenceEquals(mine.State[i], state_dict.State[i]))
            {
                mine.State[i].LoadStateDict(state_dict.State[i]);
            }
        }
    }

    private protected void AddGroup<TOptions>(ParamGroup group, TOptions defaults, Action<TOptions> complete, Func<Parameter, OptimizerState> newState)
        where TOptions : OptimizerOptions, new()
    {
        ArgumentNullException.ThrowIfNull(group);
        group.Options ??= new TOptions();
        var options = OptimizerOptions.As<TOptions>(group.Options);
        options.LearningRate ??= defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate!.Value;
        complete(options);

        // Once, because walking a model's modules on every step would cost more than the step of a small model.
        var parameters = group.Parameters.ToArray();
        foreach (var parameter in parameters)
        {
            if (_state.ContainsKey(parameter))
            {
                throw new ArgumentException("A parameter is in the optimiser twice.", nameof(group));
            }

            _state.Add(parameter, newState(parameter));
        }

        group.Parameters = parameters;
        Groups.Add(group);
    }

    // Runs the closure with gradients, then the update of every parameter that has one, without.
    private protected Tensor? Update<TOptions, TState>(Func<Tensor>? closure, Action<TOptions, TState, Parameter, Tensor> update)
        where TOptions : OptimizerOptions
        where TState : OptimizerState
    {
        var loss = closure is null ? null : Evaluate(closure);
        using var guard = GradientMode.Off();
        foreach (var group in Groups)
        {
            var options = (TOptions)group.Options!;
            foreach (var parameter in (Parameter[])group.Parameters)
            {
                using var gradient = parameter.grad();
                if (gradient is not null)
                {
                    update(options, (TState)_state[parameter], parameter, gradient);
                }
            }
        }

        return loss;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var state in _state.Values)
            {
                state.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    internal static void RequireNotNegative(double value, string what)
    {
        if (!(value >= 0))
        {
            throw new ArgumentException($"Invalid {what}: {value}; it must not be negative.", what);
        }
    }

    internal static void RequireRate(double value, string what)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentException($"Invalid {what}: {value}; it must be at least 0 and less than 1.", what);
        }
    }

    private static Tensor Evaluate(Func<Tensor> closure)
    {
        using var guard = GradientMode.On();
        return closure();
    }

    private static void RequireEqual(int found, int expected, string what)
    {
        if (found != expected)
        {
            throw new ArgumentException($"The state has {found} {what}, this optimiser {expected}.", nameof(found));
        }
    }
}
