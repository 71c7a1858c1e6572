namespace ResearchKit.Matching;

/// <summary>How a residual stream is aligned by an orthogonal matrix.</summary>
public sealed record OrthogonalMatchingOptions
{
    /// <summary>The most rounds of one orthogonal step and one weight matching of the other groups.</summary>
    public int MaxRounds { get; init; } = 50;

    /// <summary>The gain of a round that counts as progress, relative to the product of the two models' norms.</summary>
    public double RelativeTolerance { get; init; } = 1e-6;

    /// <summary>The weight matching that the search starts from and repeats for the other groups.</summary>
    public WeightMatchingOptions Weights { get; init; } = new();
}
