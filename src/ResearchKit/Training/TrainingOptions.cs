using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>How <see cref="Trainer"/> trains.</summary>
/// <remarks>The defaults are those of the linear-mode-connectivity experiments on multilayer perceptrons: Adam 1e-3, batches of 512, 5 epochs.</remarks>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data; 0 trains nothing.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Images a step; at least 1.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>The rule of the steps.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>The largest learning rate, reached after the warm-up; positive.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>What the learning rate does after the warm-up.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Epochs, or parts of one, over which the rate climbs from zero on a straight line.</summary>
    public double WarmUpEpochs { get; init; }

    /// <summary>The momentum of <see cref="OptimizerKind.Sgd"/>.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether <see cref="OptimizerKind.Sgd"/> looks ahead (Nesterov).</summary>
    public bool Nesterov { get; init; }

    /// <summary>The decay rate of Adam's first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of Adam's second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>The weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether a last batch with fewer images is left out; batch normalisation needs it when that batch would hold one image.</summary>
    public bool DropIncompleteBatch { get; init; }

    /// <summary>Whether the model ends with the tensors of the epoch of highest validation accuracy (the earliest of equals) instead of the last.</summary>
    public bool KeepBest { get; init; }

    /// <summary>Changes a batch of training images before the step (flips, crops), or null; it gets a seed of its own for every step.</summary>
    public Func<Tensor, Seed, Tensor>? Transform { get; init; }

    /// <summary>The learning rate of a step: warm-up, then the schedule.</summary>
    /// <remarks>With w warm-up steps of t in all, step s (from 0) has rate·(s+1)/w while s &lt; w, and then the schedule at (s-w)/(t-w).</remarks>
    /// <param name="step">The step, from 0.</param>
    /// <param name="stepsPerEpoch">Steps in one epoch.</param>
    /// <returns>The rate; positive for every step of the training.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Schedule"/> is not a member of the enumeration.</exception>
    public double LearningRateAt(long step, long stepsPerEpoch)
    {
        var warmUp = WarmUpEpochs * stepsPerEpoch;
        if (step < warmUp)
        {
            return LearningRate * Math.Min(1, (step + 1) / warmUp);
        }

        var progress = (step - warmUp) / Math.Max(1, ((double)Epochs * stepsPerEpoch) - warmUp);
        return LearningRate * Schedule switch
        {
            LearningRateSchedule.Constant => 1,
            LearningRateSchedule.Cosine => 0.5 * (1 + Math.Cos(Math.PI * progress)),
            LearningRateSchedule.Linear => 1 - progress,
            _ => throw new InvalidOperationException($"there is no schedule {Schedule}"),
        };
    }

    /// <summary>Refuses options that no training could follow.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        Require(Epochs >= 0, nameof(Epochs), Epochs, "at least 0");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a positive number");
        Require(WarmUpEpochs >= 0 && double.IsFinite(WarmUpEpochs), nameof(WarmUpEpochs), WarmUpEpochs, "at least 0");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "at least 0");
        Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "from 0 to below 1");
        Require(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "from 0 to below 1");
        Require(Beta2 is >= 0 and < 1, nameof(Beta2), Beta2, "from 0 to below 1");
        Require(!Nesterov || Momentum > 0, nameof(Momentum), Momentum, "above 0 with Nesterov");
    }

    private static void Require(bool holds, string option, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{option} is {value}; expected {expected}"));
        }
    }
}
