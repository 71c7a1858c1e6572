using System.Globalization;
using ResearchKit.Graphs;

namespace ResearchKit.Display;

/// <summary>Both graphs of an edit path laid over each other: one node for each node that is kept, deleted or inserted.</summary>
internal sealed class EditUnion
{
    private readonly EditPath _path;
    private readonly Dictionary<int, int> _inserted = [];

    public EditUnion(EditPath path)
    {
        _path = path;
        for (var k = 0; k < path.Target.NodeCount; k++)
        {
            if (path.Map.SourceOfTarget[k] < 0)
            {
                _inserted.Add(k, path.Source.NodeCount + _inserted.Count);
            }
        }

        var edges = path.Source.Edges.Select(edge => (edge.Source, edge.Target))
            .Concat(path.Target.Edges.Select(edge => (Source: PlaceOfTarget(edge.Source), Target: PlaceOfTarget(edge.Target))))
            .Select(edge => edge.Source <= edge.Target ? edge : (edge.Target, edge.Source))
            .Distinct();
        Graph = Graph.Unlabelled(path.Source.NodeCount + _inserted.Count, edges);
    }

    /// <summary>The union, without labels or directions.</summary>
    public Graph Graph { get; }

    /// <summary>The node of the union that a node of the second graph is.</summary>
    public int PlaceOfTarget(int target) => _path.Map.SourceOfTarget[target] is var source && source >= 0 ? source : _inserted[target];

    /// <summary>The node of the union that a node of a graph on the way is: a number of the first graph, or + and one of the second.</summary>
    public int PlaceOf(string name) => name[0] == '+' ? _inserted[int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)] : int.Parse(name, CultureInfo.InvariantCulture);

    /// <summary>What becomes of a node of the first graph.</summary>
    public string FateOfSource(int source) => _path.Map[source] < 0 ? "deleted" : Kept(source, _path.Map[source]);

    /// <summary>What a node of the second graph comes from.</summary>
    public string FateOfTarget(int target) => _path.Map.SourceOfTarget[target] is var source && source < 0 ? "inserted" : Kept(source, target);

    private string Kept(int source, int target) => _path.Source.NodeLabel(source).Equals(_path.Target.NodeLabel(target)) ? "kept" : "changed";
}
