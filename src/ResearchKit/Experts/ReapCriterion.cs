namespace ResearchKit.Experts;

/// <summary>What <see cref="ReapPruning"/> scores experts by.</summary>
public enum ReapCriterion
{
    /// <summary>The mean of gate times output norm over the tokens routed to the expert: the method itself.</summary>
    RouterWeightedNorm,

    /// <summary>The sum of output norms over the tokens routed to the expert (expert activation norm): a baseline.</summary>
    NormSum,

    /// <summary>How often the expert is chosen: a baseline.</summary>
    Frequency,
}
