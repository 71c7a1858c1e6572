namespace ResearchKit.Experts;

/// <summary>What makes two experts similar.</summary>
/// <remarks>
/// Cosines of the vectors named, unless something else is said. The first eight are the ablation of Li et al., Merge, Then Compress, 2024, table 4; the next five are in their code;
/// <see cref="ExpertOutput"/> is from Chen et al., HC-SMoE, 2024.
/// </remarks>
public enum ExpertSimilarityKind
{
    /// <summary>The router's logits over all calibration tokens, uncentred; the paper's choice (its equation 1).</summary>
    RouterLogits,

    /// <summary>A uniform random number for each pair.</summary>
    Random,

    /// <summary>All weights of the expert, in the order in which its units happen to lie.</summary>
    ExpertWeight,

    /// <summary>The input weights, each input scaled by its L2 norm over the tokens routed to the expert.</summary>
    ExpertWeightFeature,

    /// <summary>The gradients of the loss; needs <see cref="ExpertCalibration.Gradients"/>.</summary>
    ExpertGradient,

    /// <summary>The mean input of the tokens routed to the expert.</summary>
    ExpertFeature,

    /// <summary>The mean absolute input of the tokens routed to the expert.</summary>
    ExpertFeatureAbsolute,

    /// <summary>The expert's row of the router.</summary>
    RouterWeight,

    /// <summary>Weights times gradients, entry by entry; needs <see cref="ExpertCalibration.Gradients"/>.</summary>
    ExpertWeightGradient,

    /// <summary>The expert's row of the router times the L2 norm of each input over the tokens routed to it.</summary>
    RouterWeightFeature,

    /// <summary>
    /// 1 / (1 + 0.1 ln(1 + e)) with e the mean squared distance of the outputs of the plainly averaged pair from the outputs of both, summed over the two, on the kept tokens.
    /// The authors' code has ln e, which is undefined for equal experts; ours orders pairs the same way.
    /// </summary>
    MergedOutput,

    /// <summary>The mean correlation of hidden units over the kept tokens, paired by assignment.</summary>
    UnitCorrelation,

    /// <summary>The mean over hidden units of the largest correlation with any unit of the other expert, taken both ways and averaged (our choice; the code takes one way).</summary>
    UnitCorrelationGreedy,

    /// <summary>Minus the Euclidean distance of the mean outputs over all kept tokens, routed there or not.</summary>
    ExpertOutput,
}
