namespace ResearchKit.Graphs;

/// <summary>A graph under construction by a reader: nodes have names, and every refusal says where in the file it is.</summary>
internal sealed class GraphAssembly(GraphFile file)
{
    /// <summary>Nodes of one graph.</summary>
    public const int LargestNodeCount = 1_000_000;

    /// <summary>Edges of one graph.</summary>
    public const int LargestEdgeCount = 5_000_000;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<GraphLabel> _labels = [];
    private readonly List<(LabelledEdge Edge, string Place)> _edges = [];
    private readonly Dictionary<GraphLabel, GraphLabel> _distinct = [];

    /// <summary>Whether edges have a direction.</summary>
    public bool IsDirected { get; set; }

    /// <summary>What the graph is called.</summary>
    public string? Name { get; set; }

    /// <summary>Nodes so far.</summary>
    public int NodeCount => _names.Count;

    /// <summary>Adds a node.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="label">Its label.</param>
    /// <param name="place">Where in the file, for messages.</param>
    public void AddNode(string name, GraphLabel label, string place)
    {
        if (_names.Count == LargestNodeCount)
        {
            throw file.FaultAt(place, $"has more than {LargestNodeCount} nodes");
        }

        if (!_numbers.TryAdd(name, _names.Count))
        {
            throw file.FaultAt(place, $"has the node '{name}' twice");
        }

        _names.Add(name);
        _labels.Add(Distinct(label));
    }

    /// <summary>Whether a node is there.</summary>
    public bool HasNode(string name) => _numbers.ContainsKey(name);

    /// <summary>Adds an edge between nodes that are there when the graph is made.</summary>
    public void AddEdge(string source, string target, GraphLabel label, string place)
    {
        if (_edges.Count == LargestEdgeCount)
        {
            throw file.FaultAt(place, $"has more than {LargestEdgeCount} edges");
        }

        _edges.Add((new LabelledEdge(NumberOf(source, place), NumberOf(target, place), Distinct(label)), place));
    }

    /// <summary>Makes the graph.</summary>
    /// <param name="mergesReverse">Whether an undirected edge may be given once in each direction.</param>
    public Graph ToGraph(bool mergesReverse = false)
    {
        var seen = new Dictionary<(int, int), (LabelledEdge Edge, string Place)>();
        foreach (var item in _edges)
        {
            var edge = item.Edge;
            var ends = IsDirected || edge.Source <= edge.Target ? (edge.Source, edge.Target) : (edge.Target, edge.Source);
            if (seen.TryAdd(ends, item))
            {
                continue;
            }

            var first = seen[ends];
            if (!mergesReverse || first.Edge.Source == edge.Source)
            {
                throw file.FaultAt(item.Place, $"has an edge between '{_names[edge.Source]}' and '{_names[edge.Target]}' that was at {first.Place}; expected at most one (no multigraphs)");
            }

            if (!first.Edge.Label.Equals(edge.Label))
            {
                throw file.FaultAt(item.Place, $"has the edge '{edge.Label}' between '{_names[edge.Source]}' and '{_names[edge.Target]}', which is '{first.Edge.Label}' the other way round at {first.Place}; expected equal labels");
            }
        }

        var isNumbered = _names.Select((name, number) => name == number.ToString(System.Globalization.CultureInfo.InvariantCulture)).All(same => same);
        return new Graph(_labels, seen.Values.Select(item => item.Edge), IsDirected, Name, isNumbered ? null : _names);
    }

    /// <summary>Makes a label of attributes read from a file.</summary>
    public GraphLabel Label(IEnumerable<KeyValuePair<string, AttributeValue>> attributes, string place)
    {
        try
        {
            return GraphLabel.Of(attributes);
        }
        catch (ArgumentException error)
        {
            throw file.FaultAt(place, error.Message, error);
        }
    }

    private int NumberOf(string name, string place) => _numbers.TryGetValue(name, out var number)
        ? number
        : throw file.FaultAt(place, $"has an edge at '{name}', which is no node of the graph");

    /// <summary>One object for equal labels: most nodes share theirs with many others.</summary>
    private GraphLabel Distinct(GraphLabel label)
    {
        if (_distinct.TryGetValue(label, out var same))
        {
            return same;
        }

        _distinct.Add(label, label);
        return label;
    }
}
