namespace ResearchKit.Statistics;

/// <summary>What a <see cref="SignFlipTest"/> found.</summary>
/// <param name="MeanDifference">The mean of the differences.</param>
/// <param name="PValue">How often chance alone would give a mean at least as far from 0, from above 0 to 1.</param>
/// <param name="Count">How many differences there were.</param>
/// <param name="Exact">Whether all patterns of signs were tried, rather than random ones.</param>
public sealed record SignFlipResult(double MeanDifference, double PValue, int Count, bool Exact);
