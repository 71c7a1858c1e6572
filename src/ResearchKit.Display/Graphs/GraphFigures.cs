using System.Globalization;
using ResearchKit.Graphs;

namespace ResearchKit.Display;

/// <summary>Pictures of graphs, of which node of one becomes which of another, and of an edit path step by step.</summary>
public static class GraphFigures
{
    private const double Apart = 2.8;
    private const int Columns = 4;
    private const int LargestPanelCount = 26;

    private static readonly GraphOptions Edits = new() { PositiveName = string.Empty, NegativeName = "deleted or inserted" };

    /// <summary>Draws a graph; nodes of equal labels have equal colours.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="graph">The graph; loops are not drawn.</param>
    /// <returns>A figure without axes.</returns>
    public static Figure Draw(string name, Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Draw(name, graph, GraphPlaces.Of(graph));
    }

    /// <summary>Draws both graphs of an edit path side by side: a node stands where the node stood that it comes from; colours say what becomes of each.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="path">The path.</param>
    /// <returns>A figure without axes; deleted nodes have a minus before their name and inserted ones a plus, deleted and inserted edges are dashed.</returns>
    public static Figure Matching(string name, EditPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var union = new EditUnion(path);
        var places = GraphPlaces.Of(union.Graph);
        var nodes = new List<GraphNode>();
        for (var i = 0; i < path.Source.NodeCount; i++)
        {
            nodes.Add(new GraphNode($"a{i}", places[i].X, places[i].Y, (path.Map[i] < 0 ? "\u2212" : string.Empty) + Word(path.Source, i), union.FateOfSource(i)));
        }

        for (var k = 0; k < path.Target.NodeCount; k++)
        {
            var place = places[union.PlaceOfTarget(k)];
            nodes.Add(new GraphNode($"b{k}", place.X + Apart, place.Y, (path.Map.SourceOfTarget[k] < 0 ? "+" : string.Empty) + Word(path.Target, k), union.FateOfTarget(k)));
        }

        var deleted = path.Operations.Where(operation => operation.Kind == EditOperationKind.EdgeDeletion).Select(operation => operation.SourceEdge!.Value).ToHashSet();
        var inserted = path.Operations.Where(operation => operation.Kind == EditOperationKind.EdgeInsertion).Select(operation => operation.TargetEdge!.Value).ToHashSet();
        return Figure.Graph(name, nodes, [.. EdgesOf(path.Source, "a", deleted), .. EdgesOf(path.Target, "b", inserted)], Edits);
    }

    /// <summary>Draws the graphs on the way from the first graph to the second, one panel for each operation.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="path">The path; of a long one, operations at even distances are drawn, the first and last graph always.</param>
    /// <returns>A grid of panels, entitled by the operation that leads to them.</returns>
    public static Figure Steps(string name, EditPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var union = new EditUnion(path);
        var places = GraphPlaces.Of(union.Graph);
        var steps = path.Steps().ToList();
        var shown = Math.Min(steps.Count, LargestPanelCount);
        var panels = Enumerable.Range(0, shown).Select(panel => shown == 1 ? 0 : (int)((long)panel * (steps.Count - 1) / (shown - 1))).Select(step =>
        {
            var graph = steps[step];
            var own = Enumerable.Range(0, graph.NodeCount).Select(i => places[union.PlaceOf(graph.NodeName(i))]).ToArray();
            return Draw(string.Create(CultureInfo.InvariantCulture, $"{name}-{step}"), graph, own).WithTitle(step == 0 ? "first graph" : path.Operations[step - 1].ToString());
        });
        return Figure.Grid(name, Columns, [.. panels]);
    }

    private static Figure Draw(string name, Graph graph, (double X, double Y)[] places) => Figure.Graph(
        name,
        Enumerable.Range(0, graph.NodeCount).Select(i => new GraphNode($"n{i}", places[i].X, places[i].Y, Word(graph, i), KeyOf(graph.NodeLabel(i)))),
        EdgesOf(graph, "n", []),
        Edits);

    private static IEnumerable<GraphEdge> EdgesOf(Graph graph, string prefix, HashSet<LabelledEdge> dashed) => graph.Edges
        .Where(edge => !edge.IsLoop)
        .Select(edge => new GraphEdge($"{prefix}{edge.Source}", $"{prefix}{edge.Target}", dashed.Contains(edge) ? -1 : null, Short(edge.Label)));

    /// <summary>A plain label without its name: on the edges of a small picture there is no room for more.</summary>
    private static string? Short(GraphLabel label) => label.Attributes.Count == 1 ? label.Attributes[0].Value.Text : KeyOf(label);

    private static string? KeyOf(GraphLabel label) => label.Attributes.Count == 0 ? null : label.ToString();

    /// <summary>A plain label stands in its node, where a number would say less.</summary>
    private static string Word(Graph graph, int node) => graph.NodeLabel(node).Attributes.Count == 1 ? Short(graph.NodeLabel(node))! : graph.NodeName(node);
}
