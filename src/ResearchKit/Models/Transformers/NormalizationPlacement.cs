namespace ResearchKit.Models;

/// <summary>Where a transformer block normalises.</summary>
public enum NormalizationPlacement
{
    /// <summary>In front of attention and feed-forward layer, inside the branch: x + f(norm(x)).</summary>
    Before,

    /// <summary>Behind each addition, as in the first transformers: norm(x + f(x)).</summary>
    After,
}
