namespace ResearchKit.Experts;

/// <summary>How <see cref="HcSmoeMerger"/> merges a cluster.</summary>
public enum HcMergeRule
{
    /// <summary>The average weighted by activation frequency.</summary>
    Frequency,

    /// <summary>The plain average.</summary>
    Uniform,

    /// <summary>
    /// Every unit of the other experts joins the dominant expert's unit that it correlates with most, and each unit becomes the mean of those that joined it. The paper describes the rule in
    /// words only; correlation over all kept tokens and equal weights are our choice.
    /// </summary>
    FixedDominant,
}
