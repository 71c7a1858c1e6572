namespace ResearchKit.Matching;

/// <summary>How <see cref="StraightThroughMerging"/> searches.</summary>
public sealed record StraightThroughMergingOptions
{
    /// <summary>Where the free weights of each model but the first start: at the first model's weights, as Ito et al. do, or at the model's own.</summary>
    public SearchStart Start { get; init; } = SearchStart.Reference;

    /// <summary>The number of gradient steps; Ito et al. take 10 epochs of batches of 256.</summary>
    public int Steps { get; init; } = 250;

    /// <summary>The learning rate of Adam.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Whether every step takes the mean of the models; otherwise each step draws weights u_i / sum u_j with u uniform on [0, 1], so that the whole region between the models is searched.</summary>
    public bool EqualWeights { get; init; }

    /// <summary>The most sweeps of a projection.</summary>
    public int MaxSweeps { get; init; } = 300;

    /// <summary>The batch on which alignments are compared, by the loss of the mean, which takes no part in the steps where there are others; null for the last.</summary>
    public int? ValidationBatch { get; init; }

    /// <summary>The seed of the order of batches, of the weights and of the projections.</summary>
    public Seed Seed { get; init; }
}
