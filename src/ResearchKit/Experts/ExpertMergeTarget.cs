namespace ResearchKit.Experts;

/// <summary>How small one layer is to become.</summary>
/// <param name="Keep">k, the number of experts that stay.</param>
public sealed record ExpertMergeTarget(int Keep)
{
    /// <summary>The experts that stay, if they are chosen already (by <see cref="DominantExperts"/> over all layers); otherwise each method chooses its own.</summary>
    public IReadOnlyList<int>? Dominants { get; init; }

    /// <summary>The root of a method's draws.</summary>
    public Seed Seed { get; init; }

    /// <summary>Makes the target that keeps the experts given.</summary>
    /// <param name="dominants">The experts that stay.</param>
    /// <param name="seed">The root of a method's draws.</param>
    /// <returns>The target.</returns>
    public static ExpertMergeTarget Around(IReadOnlyList<int> dominants, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(dominants);
        return new ExpertMergeTarget(dominants.Count) { Dominants = dominants, Seed = seed };
    }

    /// <summary>The number that stays, checked against the layer.</summary>
    internal int Count(ExpertCalibration calibration) => Keep >= 1 && Keep <= calibration.Experts.Count
        ? Keep
        : throw new ArgumentException($"layer '{calibration.Layer.Name}' has {calibration.Experts.Count} experts; {Keep} are to stay, expected 1 to {calibration.Experts.Count}");

    /// <summary>The experts that stay: the ones given, or the most used.</summary>
    internal IReadOnlyList<int> DominantsOf(ExpertCalibration calibration)
    {
        var chosen = Dominants ?? [.. DominantExperts.Ranked(calibration.Routing.Frequency).Take(Count(calibration))];
        return chosen.Count == Count(calibration) && chosen.Distinct().Count() == chosen.Count && chosen.All(e => (uint)e < (uint)calibration.Experts.Count)
            ? chosen
            : throw new ArgumentException($"the dominant experts of layer '{calibration.Layer.Name}' are [{string.Join(", ", chosen)}]; expected {Keep} different ones from 0 to {calibration.Experts.Count - 1}");
    }
}
