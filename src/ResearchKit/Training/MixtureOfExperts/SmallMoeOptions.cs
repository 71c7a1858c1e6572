using ResearchKit.Models.MixtureOfExperts;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>The sizes of a <see cref="SmallMoe"/> experiment.</summary>
public sealed record SmallMoeOptions
{
    /// <summary>The network.</summary>
    public MoeEncoderOptions Encoder { get; init; } = new();

    /// <summary>Pre-training with even routing; for clones the training of the prototypes.</summary>
    public MoeTrainingOptions PreTraining { get; init; } = MoeTrainingOptions.PreTraining;

    /// <summary>Training after experts were cloned.</summary>
    public MoeTrainingOptions CloneTraining { get; init; } = MoeTrainingOptions.PreTraining with { Steps = 250, LearningRate = 2e-3, WarmUpSteps = 30 };

    /// <summary>Fine-tuning downstream.</summary>
    public MoeTrainingOptions FineTuning { get; init; } = MoeTrainingOptions.FineTuning;

    /// <summary>Clones of each prototype where experts are cloned; it divides the experts.</summary>
    public int Clones { get; init; } = 4;

    /// <summary>The noise on a clone's weights, in units of their standard deviation.</summary>
    public double WeightNoise { get; init; } = 0.2;

    /// <summary>The norm of the noise on a clone's router row, in units of the row's norm.</summary>
    public double RouterNoise { get; init; } = 0.3;

    /// <summary>Sequences for calibration.</summary>
    public int CalibrationCount { get; init; } = 256;

    /// <summary>Sequences for evaluation.</summary>
    public int TestCount { get; init; } = 1024;
}
