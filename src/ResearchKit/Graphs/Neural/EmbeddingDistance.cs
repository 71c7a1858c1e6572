namespace ResearchKit.Graphs.Neural;

/// <summary>What <see cref="GraphEmbeddingNetwork"/> and <see cref="GreedNetwork"/> make of two graph vectors x and y.</summary>
public enum EmbeddingDistance
{
    /// <summary>‖x − y‖₂, the same in both directions (GMN-Embed, GREED).</summary>
    Euclidean,

    /// <summary>(nd + ed)/2 Σ [x − y]₊ + (ni + ei)/2 Σ [y − x]₊: the costs built in (the paper's cost-guided distance).</summary>
    CostGuided,
}
