namespace ResearchKit.Graphs;

/// <summary>A law of metrics that edit costs break.</summary>
public enum EditCostIssue
{
    /// <summary>Deletion and insertion cost differently, so that the distance from A to B is not that from B to A.</summary>
    NotSymmetric,

    /// <summary>Deleting and inserting a node is cheaper than changing its label.</summary>
    DeletionAndInsertionBeatSubstitution,

    /// <summary>Something that changes the graph is free, so that different graphs lie at distance 0.</summary>
    FreeChange,

    /// <summary>Keeping a label costs something, so that a graph lies away from itself.</summary>
    CostlyIdentity,

    /// <summary>Changing a label twice is cheaper than once, which no edit path of the kit does.</summary>
    TriangleBroken,
}
