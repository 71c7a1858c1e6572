namespace ResearchKit.Graphs;

/// <summary>The six edit operations, in the order in which a path makes them.</summary>
public enum EditOperationKind
{
    /// <summary>An edge is removed.</summary>
    EdgeDeletion,

    /// <summary>A node without edges is removed.</summary>
    NodeDeletion,

    /// <summary>A node's label becomes another.</summary>
    NodeSubstitution,

    /// <summary>An edge's label becomes another.</summary>
    EdgeSubstitution,

    /// <summary>A node without edges is added.</summary>
    NodeInsertion,

    /// <summary>An edge is added.</summary>
    EdgeInsertion,
}
