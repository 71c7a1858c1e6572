using System.Globalization;

namespace ResearchKit.Graphs;

/// <summary>One step of an edit path.</summary>
/// <remarks>
/// What is removed or changed is named by the first graph's nodes, what is added by the second graph's; a substitution has both. Immutable.
/// </remarks>
public sealed record EditOperation
{
    private EditOperation(EditOperationKind kind, double cost) => (Kind, Cost) = (kind, cost);

    /// <summary>What is done.</summary>
    public EditOperationKind Kind { get; }

    /// <summary>What it costs.</summary>
    public double Cost { get; }

    /// <summary>The node of the first graph, or null where the operation is on an edge or an insertion.</summary>
    public int? SourceNode { get; private init; }

    /// <summary>The node of the second graph, or null where the operation is on an edge or a deletion.</summary>
    public int? TargetNode { get; private init; }

    /// <summary>The edge of the first graph, or null where the operation is on a node or an insertion.</summary>
    public LabelledEdge? SourceEdge { get; private init; }

    /// <summary>The edge of the second graph, or null where the operation is on a node or a deletion.</summary>
    public LabelledEdge? TargetEdge { get; private init; }

    /// <summary>The label before, or null for an insertion.</summary>
    public GraphLabel? From { get; private init; }

    /// <summary>The label after, or null for a deletion.</summary>
    public GraphLabel? To { get; private init; }

    /// <summary>The operation as people read it, for example <c>delete edge 0-5 (cost 1)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var what = Kind switch
        {
            EditOperationKind.EdgeDeletion => $"delete edge {SourceEdge}",
            EditOperationKind.NodeDeletion => $"delete node {SourceNode}{Shown(From)}",
            EditOperationKind.NodeSubstitution => $"change node {SourceNode}{Shown(From)} into {TargetNode}{Shown(To)}",
            EditOperationKind.EdgeSubstitution => $"change edge {SourceEdge} into {TargetEdge}",
            EditOperationKind.NodeInsertion => $"insert node {TargetNode}{Shown(To)}",
            _ => $"insert edge {TargetEdge}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{what} (cost {Cost:R})");
    }

    internal static EditOperation DeleteNode(int node, GraphLabel label, double cost) =>
        new(EditOperationKind.NodeDeletion, cost) { SourceNode = node, From = label };

    internal static EditOperation InsertNode(int node, GraphLabel label, double cost) =>
        new(EditOperationKind.NodeInsertion, cost) { TargetNode = node, To = label };

    internal static EditOperation ChangeNode(int source, int target, GraphLabel from, GraphLabel to, double cost) =>
        new(EditOperationKind.NodeSubstitution, cost) { SourceNode = source, TargetNode = target, From = from, To = to };

    internal static EditOperation DeleteEdge(LabelledEdge edge, double cost) =>
        new(EditOperationKind.EdgeDeletion, cost) { SourceEdge = edge, From = edge.Label };

    internal static EditOperation InsertEdge(LabelledEdge edge, double cost) =>
        new(EditOperationKind.EdgeInsertion, cost) { TargetEdge = edge, To = edge.Label };

    internal static EditOperation ChangeEdge(LabelledEdge source, LabelledEdge target, double cost) =>
        new(EditOperationKind.EdgeSubstitution, cost) { SourceEdge = source, TargetEdge = target, From = source.Label, To = target.Label };

    private static string Shown(GraphLabel? label) => label is null || label.Attributes.Count == 0 ? string.Empty : $" [{label}]";
}
