namespace ResearchKit.Merging.PartialMatching;

/// <summary>How <see cref="RatioProgram"/> searches.</summary>
public sealed record RatioProgramOptions
{
    /// <summary>Up to how many groups every point of the grid {0, ¼, ½, ¾, 1} is tried.</summary>
    public int ExhaustiveGroups { get; init; } = 8;

    /// <summary>Random starts of the exchange beside the greedy one, for more groups than that; 0 or more.</summary>
    public int Starts { get; init; } = 8;

    /// <summary>Boxes that the proof of optimality may look at; 0 computes no bound.</summary>
    public int BoundBoxes { get; init; } = 20_000;

    /// <summary>The relative gap at which the proof stops.</summary>
    public double Tolerance { get; init => field = MergeGuard.NotNegative(value); } = 1e-3;

    /// <summary>The seed of the random starts.</summary>
    public Seed Seed { get; init; }
}
