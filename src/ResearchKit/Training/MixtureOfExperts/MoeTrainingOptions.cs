using ResearchKit.Models.MixtureOfExperts;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>How <see cref="MoeTrainer"/> trains: AdamW with a warm-up and a linear decay.</summary>
public sealed record MoeTrainingOptions
{
    /// <summary>Pre-training of the small network from nothing: even routing by loss and capacity.</summary>
    public static MoeTrainingOptions PreTraining { get; } = new()
    {
        Steps = 700,
        BatchSize = 64,
        LearningRate = 3e-3,
        WarmUpSteps = 100,
        Capacity = ExpertCapacity.OfBatch(1.25),
        BalanceWeight = 0.01,
        FreezeRouters = false,
    };

    /// <summary>Fine-tuning on a downstream task: routers frozen, no loss of balance, no capacity.</summary>
    public static MoeTrainingOptions FineTuning { get; } = new() { Steps = 60, LearningRate = 1e-3 };

    /// <summary>Recovery after merging.</summary>
    public static MoeTrainingOptions Recovery { get; } = new() { Steps = 40 };

    /// <summary>Steps; 0 trains nothing.</summary>
    public int Steps { get; init; } = 40;

    /// <summary>Sequences or images of a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The largest learning rate.</summary>
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Steps over which the rate climbs from zero.</summary>
    public int WarmUpSteps { get; init; }

    /// <summary>The weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The capacity of experts, or null for none.</summary>
    public ExpertCapacity? Capacity { get; init; }

    /// <summary>The weight of the load-balance loss, summed over layers.</summary>
    public double BalanceWeight { get; init; }

    /// <summary>The weight of the router z-loss, summed over layers.</summary>
    public double RouterZWeight { get; init; }

    /// <summary>Whether the routers stay as they are, as in MC-SMoE's fine-tuning and recovery.</summary>
    public bool FreezeRouters { get; init; } = true;

    /// <summary>How a teacher's scores count, where there is a teacher.</summary>
    public DistillationOptions Distillation { get; init; } = new();

    /// <summary>The learning rate of a step: rate·(s+1)/w while s &lt; w, then a straight line to zero at the last step's end.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <returns>The rate; positive for every step of the training.</returns>
    public double LearningRateAt(int step) => step < WarmUpSteps
        ? LearningRate * (step + 1) / WarmUpSteps
        : LearningRate * (1 - ((double)(step - WarmUpSteps) / Math.Max(1, Steps - WarmUpSteps)));

    /// <summary>Refuses options that no training could follow.</summary>
    internal void Validate()
    {
        if (Steps < 0 || BatchSize < 1 || !(LearningRate > 0) || !double.IsFinite(LearningRate) || WarmUpSteps < 0 || !(WeightDecay >= 0) || !(BalanceWeight >= 0) || !(RouterZWeight >= 0))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"the training has {Steps} steps ({WarmUpSteps} warm-up) of {BatchSize} at rate {LearningRate}, weight decay {WeightDecay}, losses {BalanceWeight} and {RouterZWeight}; expected a batch of at least 1, a positive rate and nothing negative"));
        }

        if (!(Distillation.Temperature > 0) || !(Distillation.Alpha >= 0))
        {
            throw new ArgumentException(FormattableString.Invariant($"the distillation has weight {Distillation.Alpha} and temperature {Distillation.Temperature}; expected a weight of at least 0 and a positive temperature"));
        }
    }
}
