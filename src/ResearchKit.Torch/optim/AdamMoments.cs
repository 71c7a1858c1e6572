using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The part that Adam and AdamW share: two decaying moments and a step along their quotient.</summary>
/// <param name="Beta1">Decay rate of the first moment.</param>
/// <param name="Beta2">Decay rate of the second moment.</param>
/// <param name="Epsilon">What is added to the denominator.</param>
/// <param name="Largest">Whether to divide by the largest second moment so far (AMSGrad).</param>
internal readonly record struct AdamMoments(double Beta1, double Beta2, double Epsilon, bool Largest)
{
    /// <summary>The options of an optimiser, checked.</summary>
    /// <typeparam name="TOptions">The optimiser's kind of options.</typeparam>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal static TOptions Defaults<TOptions>(double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize)
        where TOptions : OptimizerOptions, IAdamOptions, new()
    {
        OptimizerHelper.RequireNotNegative(lr, nameof(lr));
        OptimizerHelper.RequireRate(beta1, nameof(beta1));
        OptimizerHelper.RequireRate(beta2, nameof(beta2));
        OptimizerHelper.RequireNotNegative(eps, nameof(eps));
        OptimizerHelper.RequireNotNegative(weight_decay, nameof(weight_decay));
        var options = new TOptions { InitialLearningRate = lr };
        (((OptimizerOptions)options).LearningRate, options.beta1, options.beta2, options.eps) = (lr, beta1, beta2, eps);
        (options.weight_decay, options.amsgrad, options.maximize) = (weight_decay, amsgrad, maximize);
        return options;
    }

    /// <summary>Makes one step.</summary>
    /// <param name="options">Options without null.</param>
    /// <param name="state">The moments, made at the first step.</param>
    /// <param name="parameter">What changes.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="decayApart">Whether the weights decay by themselves (AdamW) rather than through the gradient (Adam).</param>
    internal static void Step(IAdamOptions options, IAdamState state, Parameter parameter, Tensor gradient, bool decayApart)
    {
        var (rate, decay) = (options.LearningRate!.Value, options.weight_decay!.Value);
        using var ascent = options.maximize!.Value ? Kernels.Negative(gradient) : null;
        using var decayed = !decayApart && decay != 0 ? Kernels.Add(ascent ?? gradient, parameter, decay) : null;
        var moments = new AdamMoments(options.beta1!.Value, options.beta2!.Value, options.eps!.Value, options.amsgrad!.Value);
        state.step++;
        state.exp_avg ??= Kernels.Own(Kernels.ZerosLike(parameter));
        state.exp_avg_sq ??= Kernels.Own(Kernels.ZerosLike(parameter));
        if (moments.Largest)
        {
            state.max_exp_avg_sq ??= Kernels.Own(Kernels.ZerosLike(parameter));
        }

        if (decayApart)
        {
            Kernels.Scale(parameter, 1 - (rate * decay));
        }

        moments.Update(parameter, decayed ?? ascent ?? gradient, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq, state.step, rate);
    }

    private void Update(Tensor parameter, Tensor gradient, Tensor first, Tensor second, Tensor? largest, long step, double rate)
    {
        Kernels.Scale(first, Beta1);
        Kernels.AddTo(first, gradient, 1 - Beta1);
        Kernels.Scale(second, Beta2);
        Kernels.AddProductTo(second, gradient, gradient, 1 - Beta2);
        if (Largest)
        {
            Kernels.MaximumTo(largest!, second);
        }

        var correction1 = 1 - Math.Pow(Beta1, step);
        var correction2 = 1 - Math.Pow(Beta2, step);
        using var denominator = Kernels.SquareRoot(Largest ? largest! : second);
        Kernels.Divide(denominator, Math.Sqrt(correction2));
        Kernels.Shift(denominator, Epsilon);
        Kernels.AddQuotientTo(parameter, first, denominator, -(rate / correction1));
    }
}
