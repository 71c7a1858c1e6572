using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>How weights are matched.</summary>
public sealed record WeightMatchingOptions
{
    /// <summary>The most sweeps over all groups that one start may take; Ainsworth et al. allow 100, real models need 3 to 50.</summary>
    public int MaxSweeps { get; init; } = 100;

    /// <summary>The number of starts, of which the one with the highest objective is kept: the first from <see cref="WarmStart"/> or the identity, the others from random alignments.</summary>
    /// <remarks>Local optima are real, above all in residual and in narrow networks; ten starts are a good number there.</remarks>
    public int Starts { get; init; } = 1;

    /// <summary>The alignment of the candidate to start from; null for the identity.</summary>
    public Alignment? WarmStart { get; init; }

    /// <summary>
    /// The gain that counts as progress, relative to the product of the two models' norms. Gains are computed in double precision, so that the
    /// default of 1e-9 ends the search where only rounding would go on.
    /// </summary>
    public double RelativeTolerance { get; init; } = 1e-9;

    /// <summary>
    /// Whether an assignment problem starts from the dual prices of the same group's last one. Each is solved exactly either way, and the result is the same wherever the best assignment
    /// is the only one; it takes less time from the second sweep on.
    /// </summary>
    public bool ReuseDuals { get; init; } = true;

    /// <summary>The seed of the order in which a sweep visits the groups (a new one each sweep) and of the random starts.</summary>
    public Seed Seed { get; init; }
}
