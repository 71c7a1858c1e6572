using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>How the coefficients of adaptive merging are found.</summary>
public sealed record AdaMergingOptions
{
    /// <summary>Whether each tensor has its own coefficient for each task; else each task has one.</summary>
    public bool LayerWise { get; init; } = true;

    /// <summary>The coefficient that all start from; 0.3 in the paper.</summary>
    public double Initial { get; init => field = MergeGuard.Finite(value); } = 0.3;

    /// <summary>Adam's learning rate; 0.001 in the paper, which takes many steps.</summary>
    public double LearningRate { get; init => field = MergeGuard.Positive(value); } = 1e-3;

    /// <summary>How many steps are taken, 1 or more.</summary>
    public int Steps { get; init => field = MergeGuard.AtLeastOne(value); } = 1000;

    /// <summary>How many inputs of each task a step sees, 1 or more.</summary>
    public int BatchSize { get; init => field = MergeGuard.AtLeastOne(value); } = 16;

    /// <summary>The share of each task vector's values that stay before signs are elected and the others erased (the paper's "++"); null for whole task vectors.</summary>
    public double? TrimDensity { get; init => field = value is { } density ? MergeGuard.PositiveShare(density) : null; }

    /// <summary>Whether normalisation layers use the statistics of the batch of all tasks together, as the merged model will after <see cref="Connectivity.BatchNormReset"/> on all of them.</summary>
    public bool BatchStatistics { get; init; }

    /// <summary>Turns the network's output into the class scores of a task, where tasks have heads of their own; null where the output is the scores.</summary>
    public Func<Tensor, int, Tensor>? Head { get; init; }

    /// <summary>The root of the order of inputs.</summary>
    public Seed Seed { get; init; }
}
