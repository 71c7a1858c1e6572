namespace ResearchKit.Comparison;

/// <summary>One method against another on the same pairs.</summary>
/// <param name="Name">The method in question.</param>
/// <param name="Other">The method it is compared with.</param>
/// <param name="MeanDifference">The mean over pairs of the method's figure less the other's.</param>
/// <param name="Lower">On how many pairs the method's figure is the lower one.</param>
/// <param name="Pairs">How many pairs there are.</param>
/// <param name="PValue">How often chance alone would give a mean difference at least as large, by the exact sign-flip test.</param>
/// <param name="AdjustedPValue">The same after Holm's correction for all comparisons made at once.</param>
public sealed record PairedComparison(string Name, string Other, double MeanDifference, int Lower, int Pairs, double PValue, double AdjustedPValue);
