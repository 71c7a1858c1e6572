namespace ResearchKit.Experts;

/// <summary>What <see cref="RoutingStatistics"/> keeps besides its sums.</summary>
public sealed record RoutingStatisticsOptions
{
    /// <summary>
    /// The most tokens a layer whose inputs, logits and gates are kept, the first ones seen. The sums take all tokens whatever this is. Methods that run experts on the calibration tokens
    /// (expert-output similarity, HC-SMoE, REAP, ZipIt, Sub-MoE, D2-MoE) need them; 0 keeps none. Memory: (d + E + 2k) values a token.
    /// </summary>
    public int TokenLimit { get; init; } = 65536;
}
