namespace ResearchKit.Matching;

/// <summary>How many models are merged.</summary>
public sealed record MergeManyOptions
{
    /// <summary>The most passes over all models; Ainsworth et al. allow 100.</summary>
    public int MaxPasses { get; init; } = 100;

    /// <summary>The most sweeps of each weight matching.</summary>
    public int MaxSweeps { get; init; } = 100;

    /// <summary>The fall of a model's distance to the others' mean that counts as progress, relative to the distance.</summary>
    public double RelativeTolerance { get; init; } = 1e-9;

    /// <summary>The seed of the order of models in a pass and of the weight matchings.</summary>
    public Seed Seed { get; init; }
}
