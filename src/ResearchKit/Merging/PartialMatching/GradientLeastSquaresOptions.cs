namespace ResearchKit.Merging.PartialMatching;

/// <summary>How <see cref="GradientLeastSquares"/> steps; the defaults are those of the released code.</summary>
public sealed record GradientLeastSquaresOptions
{
    /// <summary>The number of steps; 1 or more.</summary>
    public int Steps { get; init => field = MergeGuard.AtLeastOne(value); } = 400;

    /// <summary>The first learning rate of Adam, which falls to 0 as a cosine.</summary>
    public double LearningRate { get; init => field = MergeGuard.Positive(value); } = 5e-4;

    /// <summary>Inputs a step, drawn without putting back until all have been used.</summary>
    public int BatchSize { get; init => field = MergeGuard.AtLeastOne(value); } = 16;

    /// <summary>The seed of the order of the inputs.</summary>
    public Seed Seed { get; init; }
}
