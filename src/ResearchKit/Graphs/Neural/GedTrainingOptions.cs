namespace ResearchKit.Graphs.Neural;

/// <summary>How <see cref="GedTrainer"/> trains.</summary>
/// <remarks>
/// The defaults finish in a minute on a small collection. GraphEdX trains with batches of 256, a learning rate of 1e-3, at most 20,000 epochs (2,000 with general costs) and the same weight decay and patience.
/// </remarks>
public sealed record GedTrainingOptions
{
    /// <summary>The most passes over the training pairs; 0 trains nothing.</summary>
    public int Epochs { get; init; } = 250;

    /// <summary>Pairs a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>The L2 penalty, added to the gradient.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Epochs without a better validation error after which training stops.</summary>
    public int Patience { get; init; } = 100;

    internal void Validate()
    {
        Require(Epochs >= 0, nameof(Epochs), Epochs, "at least 0");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a positive number");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "at least 0");
        Require(Patience >= 1, nameof(Patience), Patience, "at least 1");
    }

    private static void Require(bool holds, string option, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{option} is {value}; expected {expected}."));
        }
    }
}
