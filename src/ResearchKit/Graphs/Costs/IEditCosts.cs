namespace ResearchKit.Graphs;

/// <summary>What the six edit operations cost. Deletion removes something of the first graph, insertion adds something of the second.</summary>
/// <remarks>
/// Every cost is finite and at least 0. A solver asks once for each pair of distinct labels. Implementations are pure: the same labels cost the same,
/// from any thread. A loop is an edge; it is removed with its node.
/// </remarks>
public interface IEditCosts
{
    /// <summary>What it costs to delete a node.</summary>
    /// <param name="label">Its label.</param>
    /// <returns>The cost, at least 0.</returns>
    double NodeDeletion(GraphLabel label);

    /// <summary>What it costs to insert a node.</summary>
    /// <param name="label">Its label.</param>
    /// <returns>The cost, at least 0.</returns>
    double NodeInsertion(GraphLabel label);

    /// <summary>What it costs to turn the label of a node into another.</summary>
    /// <param name="source">The label in the first graph.</param>
    /// <param name="target">The label in the second graph.</param>
    /// <returns>The cost, at least 0; 0 for equal labels in any sensible model.</returns>
    double NodeSubstitution(GraphLabel source, GraphLabel target);

    /// <summary>What it costs to delete an edge.</summary>
    /// <param name="label">Its label.</param>
    /// <returns>The cost, at least 0.</returns>
    double EdgeDeletion(GraphLabel label);

    /// <summary>What it costs to insert an edge.</summary>
    /// <param name="label">Its label.</param>
    /// <returns>The cost, at least 0.</returns>
    double EdgeInsertion(GraphLabel label);

    /// <summary>What it costs to turn the label of an edge into another.</summary>
    /// <param name="source">The label in the first graph.</param>
    /// <param name="target">The label in the second graph.</param>
    /// <returns>The cost, at least 0; 0 for equal labels in any sensible model.</returns>
    double EdgeSubstitution(GraphLabel source, GraphLabel target);
}
