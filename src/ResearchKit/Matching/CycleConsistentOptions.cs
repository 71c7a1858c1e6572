namespace ResearchKit.Matching;

/// <summary>How <see cref="CycleConsistentMatching"/> searches.</summary>
public sealed record CycleConsistentOptions
{
    /// <summary>Where the search starts.</summary>
    public UniverseStart Start { get; init; } = UniverseStart.Identity;

    /// <summary>The most Frank-Wolfe steps; 200 as in the code of Crisostomi et al.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>The gain that counts as progress, relative to the sum over pairs of models of the product of their norms.</summary>
    public double RelativeTolerance { get; init; } = 1e-6;

    /// <summary>How many steps in a row may make no progress before the search ends; 5 as in the code of Crisostomi et al.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>The seed of <see cref="UniverseStart.PerturbedUniform"/>.</summary>
    public Seed Seed { get; init; }
}
