namespace ResearchKit.Matching;

/// <summary>How a straight-through search is run.</summary>
public sealed record StraightThroughOptions
{
    /// <summary>Where the free weights start. It decides much of the outcome: from the reference the search inherits the alignment of weight matching.</summary>
    public SearchStart Start { get; init; } = SearchStart.Reference;

    /// <summary>The number of gradient steps.</summary>
    public int Steps { get; init; } = 250;

    /// <summary>The optimiser; Ainsworth et al. use gradient descent with momentum, Ito et al. Adam.</summary>
    public SearchOptimizer Optimizer { get; init; } = SearchOptimizer.Sgd;

    /// <summary>The learning rate; null for 1e-2 with gradient descent and 1e-3 with Adam, as in the code of the papers.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The momentum of gradient descent.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The weight of the candidate in the merged model whose loss is lowered; one half is the midpoint.</summary>
    public double Lambda { get; init; } = 0.5;

    /// <summary>Whether a projection starts from the alignment of the step before rather than from the identity; without it the weight matchings dominate the cost.</summary>
    public bool WarmStart { get; init; } = true;

    /// <summary>The most sweeps of a projection.</summary>
    public int MaxSweeps { get; init; } = 100;

    /// <summary>
    /// The batch on which alignments are compared, which takes no part in the steps where there are others; null for the last. The original code
    /// compares on the training batch, so that chance decides among good alignments.
    /// </summary>
    public int? ValidationBatch { get; init; }

    /// <summary>The seed of the order of batches and of the projections.</summary>
    public Seed Seed { get; init; }
}
