namespace ResearchKit.Experts;

/// <summary>How the number of experts that stay is divided among layers.</summary>
public enum ExpertBudgetRule
{
    /// <summary>The most used experts of all layers together stay, at least one a layer: layers of even usage keep more.</summary>
    Adaptive,

    /// <summary>
    /// As <see cref="Adaptive"/>, but an expert stays only if it is used strictly more than the first one that does not fit. With ties at that place (usually unused experts)
    /// fewer stay than asked for. The authors' code does this.
    /// </summary>
    AdaptiveStrict,

    /// <summary>The same number in every layer.</summary>
    Uniform,
}
