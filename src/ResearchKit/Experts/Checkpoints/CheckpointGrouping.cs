namespace ResearchKit.Experts.Checkpoints;

/// <summary>How the experts of a checkpoint are grouped, without running the model.</summary>
public enum CheckpointGrouping
{
    /// <summary>The most used experts stay, the others join the one whose router row has the largest cosine with theirs; needs routing counts.</summary>
    RouterWeight,

    /// <summary>As <see cref="RouterWeight"/> with the cosine of all weights of the experts, as their units lie.</summary>
    ExpertWeight,

    /// <summary>Average-linkage clusters of the router rows scaled to length 1; needs no counts. Our choice where there are none.</summary>
    RouterClusters,
}
