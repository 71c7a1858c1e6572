using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>The operations that a node map induces, straight from the definition: what the solvers' tables are checked against.</summary>
internal static class EditOperations
{
    /// <summary>The sum of the costs of all operations.</summary>
    public static double CostOf(Graph source, Graph target, IEditCosts costs, NodeMap map)
    {
        var sum = default(CompensatedSum);
        for (var i = 0; i < source.NodeCount; i++)
        {
            var label = source.NodeLabel(i);
            sum.Add(map[i] < 0
                ? EditCostCheck.Require(costs.NodeDeletion(label), "deleting a node", label)
                : EditCostCheck.Require(costs.NodeSubstitution(label, target.NodeLabel(map[i])), "changing a node", label, target.NodeLabel(map[i])));
        }

        for (var k = 0; k < target.NodeCount; k++)
        {
            var label = target.NodeLabel(k);
            sum.Add(map.SourceOfTarget[k] < 0 ? EditCostCheck.Require(costs.NodeInsertion(label), "inserting a node", label) : 0);
        }

        foreach (var edge in source.Edges)
        {
            var (from, to) = (map[edge.Source], map[edge.Target]);
            var deletion = EditCostCheck.Require(costs.EdgeDeletion(edge.Label), "deleting an edge", edge.Label);
            sum.Add(from >= 0 && to >= 0 && target.TryGetEdge(from, to, out var label)
                ? Math.Min(
                    EditCostCheck.Require(costs.EdgeSubstitution(edge.Label, label), "changing an edge", edge.Label, label),
                    deletion + EditCostCheck.Require(costs.EdgeInsertion(label), "inserting an edge", label))
                : deletion);
        }

        foreach (var edge in target.Edges)
        {
            var (from, to) = (map.SourceOfTarget[edge.Source], map.SourceOfTarget[edge.Target]);
            sum.Add(from >= 0 && to >= 0 && source.HasEdge(from, to) ? 0 : EditCostCheck.Require(costs.EdgeInsertion(edge.Label), "inserting an edge", edge.Label));
        }

        return sum.Value;
    }

    /// <summary>The operations, in the order of <see cref="EditOperationKind"/>.</summary>
    public static IReadOnlyList<EditOperation> Of(Graph source, Graph target, IEditCosts costs, NodeMap map)
    {
        var operations = new List<EditOperation>();
        AddNodes(operations, source, target, costs, map);
        foreach (var edge in source.Edges)
        {
            var (from, to) = (map[edge.Source], map[edge.Target]);
            if (from >= 0 && to >= 0 && target.TryGetEdge(from, to, out var label))
            {
                AddKept(operations, edge, Oriented(from, to, label, target), costs);
            }
            else
            {
                operations.Add(EditOperation.DeleteEdge(edge, costs.EdgeDeletion(edge.Label)));
            }
        }

        foreach (var edge in target.Edges)
        {
            var (from, to) = (map.SourceOfTarget[edge.Source], map.SourceOfTarget[edge.Target]);
            if (from < 0 || to < 0 || !source.HasEdge(from, to))
            {
                operations.Add(EditOperation.InsertEdge(edge, costs.EdgeInsertion(edge.Label)));
            }
        }

        return [.. operations.OrderBy(operation => operation.Kind)];
    }

    private static void AddNodes(List<EditOperation> operations, Graph source, Graph target, IEditCosts costs, NodeMap map)
    {
        for (var i = 0; i < source.NodeCount; i++)
        {
            var from = source.NodeLabel(i);
            if (map[i] < 0)
            {
                operations.Add(EditOperation.DeleteNode(i, from, costs.NodeDeletion(from)));
                continue;
            }

            var to = target.NodeLabel(map[i]);
            var cost = costs.NodeSubstitution(from, to);
            if (cost > 0 || !from.Equals(to))
            {
                operations.Add(EditOperation.ChangeNode(i, map[i], from, to, cost));
            }
        }

        for (var k = 0; k < target.NodeCount; k++)
        {
            if (map.SourceOfTarget[k] < 0)
            {
                operations.Add(EditOperation.InsertNode(k, target.NodeLabel(k), costs.NodeInsertion(target.NodeLabel(k))));
            }
        }
    }

    /// <summary>An edge that both graphs have: changed, or deleted and inserted where that is cheaper.</summary>
    private static void AddKept(List<EditOperation> operations, LabelledEdge edge, LabelledEdge other, IEditCosts costs)
    {
        var change = costs.EdgeSubstitution(edge.Label, other.Label);
        var (deletion, insertion) = (costs.EdgeDeletion(edge.Label), costs.EdgeInsertion(other.Label));
        if (deletion + insertion < change)
        {
            operations.Add(EditOperation.DeleteEdge(edge, deletion));
            operations.Add(EditOperation.InsertEdge(other, insertion));
        }
        else if (change > 0 || !edge.Label.Equals(other.Label))
        {
            operations.Add(EditOperation.ChangeEdge(edge, other, change));
        }
    }

    private static LabelledEdge Oriented(int from, int to, GraphLabel label, Graph graph) =>
        graph.IsDirected || from <= to ? new LabelledEdge(from, to, label) : new LabelledEdge(to, from, label);
}
