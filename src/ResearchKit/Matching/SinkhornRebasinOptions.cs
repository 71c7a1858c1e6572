namespace ResearchKit.Matching;

/// <summary>How a Sinkhorn re-basin search is run; the defaults are those of Peña et al. (2023).</summary>
public sealed record SinkhornRebasinOptions
{
    /// <summary>The number of optimiser steps: 50 for aligning weights, some hundreds for a loss on data.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>The learning rate of AdamW.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The decoupled weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The temperature tau by which the scores X are divided before normalisation; smaller is closer to a permutation.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The number of row and column normalisations, in the logarithmic domain.</summary>
    public int Iterations { get; init; } = 20;

    /// <summary>The standard deviation of the noise on the start X = I + noise.</summary>
    public double StartNoise { get; init; } = 0.1;

    /// <summary>The weight of the candidate in the merged model, where a loss on data is lowered; null draws it uniformly from (0, 1) at each step.</summary>
    public double? Lambda { get; init; } = 0.5;

    /// <summary>The batch on which alignments are compared under a loss on data, which takes no part in the steps where there are others; null for the last.</summary>
    public int? ValidationBatch { get; init; }

    /// <summary>The seed of the start, of the order of batches and of lambda.</summary>
    public Seed Seed { get; init; }
}
