namespace ResearchKit.Graphs;

/// <summary>Costs given by functions of the labels, for example the distance between two coordinates.</summary>
/// <remarks>
/// Immutable; thread safe where the functions are. What is not given costs as in <see cref="EditCosts.Uniform"/>.
/// <code>new FunctionEditCosts { NodeSubstitution = (a, b) =&gt; Math.Abs(a.Number("charge") - b.Number("charge")) }</code>
/// </remarks>
public sealed record FunctionEditCosts : IEditCosts
{
    /// <summary>The cost of deleting a node with a label.</summary>
    public Func<GraphLabel, double> NodeDeletion { get; init; } = static _ => 1;

    /// <summary>The cost of inserting a node with a label.</summary>
    public Func<GraphLabel, double> NodeInsertion { get; init; } = static _ => 1;

    /// <summary>The cost of turning the first label of a node into the second.</summary>
    public Func<GraphLabel, GraphLabel, double> NodeSubstitution { get; init; } = static (from, to) => from.Equals(to) ? 0 : 1;

    /// <summary>The cost of deleting an edge with a label.</summary>
    public Func<GraphLabel, double> EdgeDeletion { get; init; } = static _ => 1;

    /// <summary>The cost of inserting an edge with a label.</summary>
    public Func<GraphLabel, double> EdgeInsertion { get; init; } = static _ => 1;

    /// <summary>The cost of turning the first label of an edge into the second.</summary>
    public Func<GraphLabel, GraphLabel, double> EdgeSubstitution { get; init; } = static (from, to) => from.Equals(to) ? 0 : 1;

    double IEditCosts.NodeDeletion(GraphLabel label) => NodeDeletion(label);

    double IEditCosts.NodeInsertion(GraphLabel label) => NodeInsertion(label);

    double IEditCosts.NodeSubstitution(GraphLabel source, GraphLabel target) => NodeSubstitution(source, target);

    double IEditCosts.EdgeDeletion(GraphLabel label) => EdgeDeletion(label);

    double IEditCosts.EdgeInsertion(GraphLabel label) => EdgeInsertion(label);

    double IEditCosts.EdgeSubstitution(GraphLabel source, GraphLabel target) => EdgeSubstitution(source, target);
}
