using System.Globalization;

namespace ResearchKit.Graphs;

/// <summary>A graph under edit: refuses operations that cannot be made, such as removing a node that still has edges.</summary>
internal sealed class EditReplay
{
    private readonly Graph _source;
    private readonly Graph _target;
    private readonly NodeMap _map;

    // Nodes of the first graph by number, inserted ones beyond them.
    private readonly SortedDictionary<int, GraphLabel> _nodes = [];
    private readonly SortedDictionary<(int, int), GraphLabel> _edges = [];

    public EditReplay(Graph source, Graph target, NodeMap map)
    {
        (_source, _target, _map) = (source, target, map);
        for (var i = 0; i < source.NodeCount; i++)
        {
            _nodes.Add(i, source.NodeLabel(i));
        }

        foreach (var edge in source.Edges)
        {
            _edges.Add((edge.Source, edge.Target), edge.Label);
        }
    }

    /// <summary>Makes one operation.</summary>
    public void Make(EditOperation operation)
    {
        var isPossible = operation.Kind switch
        {
            EditOperationKind.EdgeDeletion => _edges.Remove(Ends(operation.SourceEdge!.Value)),
            EditOperationKind.NodeDeletion => IsAlone(operation.SourceNode!.Value) && _nodes.Remove(operation.SourceNode.Value),
            EditOperationKind.NodeSubstitution => _nodes.Remove(operation.SourceNode!.Value) && _nodes.TryAdd(operation.SourceNode.Value, operation.To!),
            EditOperationKind.EdgeSubstitution => _edges.Remove(Ends(operation.SourceEdge!.Value)) && _edges.TryAdd(Ends(operation.SourceEdge.Value), operation.To!),
            EditOperationKind.NodeInsertion => _nodes.TryAdd(_source.NodeCount + operation.TargetNode!.Value, operation.To!),
            _ => Insert(operation.TargetEdge!.Value),
        };
        if (!isPossible)
        {
            throw new InvalidOperationException($"The operation '{operation}' cannot be made at its place in the path.");
        }
    }

    /// <summary>The graph as it is now; nodes are named by where they come from.</summary>
    public Graph Current()
    {
        var places = _nodes.Keys.Select((key, place) => (key, place)).ToDictionary(pair => pair.key, pair => pair.place);
        return new Graph(
            _nodes.Values,
            _edges.Select(pair => new LabelledEdge(places[pair.Key.Item1], places[pair.Key.Item2], pair.Value)),
            _source.IsDirected,
            nodeNames: _nodes.Keys.Select(NameOf));
    }

    /// <summary>The graph as it is now, numbered as the second graph is.</summary>
    public Graph Result()
    {
        if (_nodes.Count != _target.NodeCount)
        {
            throw new InvalidOperationException($"The path leaves {_nodes.Count} nodes; expected {_target.NodeCount}.");
        }

        var numbered = _nodes.ToDictionary(pair => NumberOf(pair.Key), pair => pair.Value);
        return new Graph(
            Enumerable.Range(0, numbered.Count).Select(k => numbered[k]),
            _edges.Select(pair => new LabelledEdge(NumberOf(pair.Key.Item1), NumberOf(pair.Key.Item2), pair.Value)),
            _target.IsDirected);
    }

    private bool IsAlone(int node) => !_edges.Keys.Any(ends => ends.Item1 == node || ends.Item2 == node);

    private bool Insert(LabelledEdge edge)
    {
        var (from, to) = (KeyOf(edge.Source), KeyOf(edge.Target));
        return _nodes.ContainsKey(from) && _nodes.ContainsKey(to) && _edges.TryAdd(_source.IsDirected || from <= to ? (from, to) : (to, from), edge.Label);
    }

    private static (int, int) Ends(LabelledEdge edge) => (edge.Source, edge.Target);

    private int KeyOf(int target) => _map.SourceOfTarget[target] >= 0 ? _map.SourceOfTarget[target] : _source.NodeCount + target;

    private int NumberOf(int key) => key < _source.NodeCount ? _map[key] : key - _source.NodeCount;

    private string NameOf(int key) => key < _source.NodeCount
        ? key.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"+{key - _source.NodeCount}");
}
