namespace ResearchKit.Merging.PartialMatching;

/// <summary>How much of every group is kept separate under a budget.</summary>
/// <param name="Ratios">The share ρ of each group, from 0 to 1.</param>
/// <param name="Cost">The paper's count relative to one network; at most the budget.</param>
/// <param name="Objective">Σ w_g ρ_g, or 0 where no weights were given.</param>
/// <param name="Bound">What no allocation within the budget can exceed, or null where none was computed.</param>
public sealed record RatioAllocation(IReadOnlyDictionary<string, double> Ratios, double Cost, double Objective, double? Bound)
{
    /// <summary>How far the objective may be from the best, relative to the bound; null without one.</summary>
    public double? Gap => Bound is { } bound ? (bound > 0 ? Math.Max(0, (bound - Objective) / bound) : 0) : null;
}
