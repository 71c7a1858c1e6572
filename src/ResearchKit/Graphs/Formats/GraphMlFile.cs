using System.Xml.Linq;

namespace ResearchKit.Graphs;

/// <summary>GraphML: one graph as XML, with declared attributes.</summary>
/// <remarks>
/// Attributes are <c>string</c>, <c>int</c>, <c>long</c>, <c>float</c>, <c>double</c> or <c>boolean</c>, with defaults. The direction of all edges is that of the graph. Ports, hyperedges, graphs
/// within nodes, document types and entities are treated as in <see cref="GxlFile"/>.
/// </remarks>
public static class GraphMlFile
{
    private static readonly XNamespace Namespace = "http://graphml.graphdrawing.org/xmlns";

    /// <summary>Reads a graph.</summary>
    /// <param name="path">The file; at most 256 MiB.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Graph Load(string path)
    {
        var file = new GraphFile(path);
        var root = XmlGraphs.Parse(file);
        XElement[] graphs = [.. XmlGraphs.Children(root, "graph")];
        if (root.Name.LocalName != "graphml" || graphs.Length != 1)
        {
            throw file.FaultAt(XmlGraphs.PlaceOf(root), $"has <{root.Name.LocalName}> with {graphs.Length} graphs; expected <graphml> with one");
        }

        var keys = GraphMlKeys.Read(file, root);
        var mode = XmlGraphs.Require(file, graphs[0], "edgedefault");
        var assembly = new GraphAssembly(file)
        {
            Name = graphs[0].Attribute("id")?.Value is { Length: > 0 } id ? id : file.Stem,
            IsDirected = mode switch
            {
                "directed" => true,
                "undirected" => false,
                _ => throw file.FaultAt(XmlGraphs.PlaceOf(graphs[0]), $"has edgedefault='{mode}'; expected directed or undirected"),
            },
        };
        foreach (var node in XmlGraphs.Children(graphs[0], "node"))
        {
            assembly.AddNode(XmlGraphs.Require(file, node, "id"), assembly.Label(keys.ReadData(node, "node"), XmlGraphs.PlaceOf(node)), XmlGraphs.PlaceOf(node));
        }

        foreach (var edge in graphs[0].Elements())
        {
            AddEdge(file, assembly, keys, edge);
        }

        return assembly.ToGraph();
    }

    /// <summary>Writes a graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="ArgumentException">A text has characters that XML cannot hold, or an attribute has values of different kinds.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var root = new XElement(Namespace + "graphml");
        var nodeKeys = GraphMlKeys.Declare(root, "node", graph.NodeAlphabet, Namespace);
        var edgeKeys = GraphMlKeys.Declare(root, "edge", graph.EdgeAlphabet, Namespace);
        var element = new XElement(
            Namespace + "graph", new XAttribute("id", XmlGraphs.Text(graph.Name ?? "graph")), new XAttribute("edgedefault", graph.IsDirected ? "directed" : "undirected"));
        root.Add(element);
        for (var i = 0; i < graph.NodeCount; i++)
        {
            element.Add(new XElement(Namespace + "node", new XAttribute("id", XmlGraphs.Text(graph.NodeName(i))), GraphMlKeys.Data(graph.NodeLabel(i), nodeKeys, Namespace)));
        }

        foreach (var edge in graph.Edges)
        {
            element.Add(new XElement(
                Namespace + "edge",
                new XAttribute("source", XmlGraphs.Text(graph.NodeName(edge.Source))),
                new XAttribute("target", XmlGraphs.Text(graph.NodeName(edge.Target))),
                GraphMlKeys.Data(edge.Label, edgeKeys, Namespace)));
        }

        XmlGraphs.Write(path, root);
    }

    private static void AddEdge(GraphFile file, GraphAssembly assembly, GraphMlKeys keys, XElement edge)
    {
        var place = XmlGraphs.PlaceOf(edge);
        if (edge.Name.LocalName == "hyperedge")
        {
            throw file.FaultAt(place, "has a hyperedge; expected edges between two nodes");
        }

        if (edge.Name.LocalName != "edge")
        {
            return;
        }

        if (edge.Attribute("directed") is { } directed && directed.Value != (assembly.IsDirected ? "true" : "false"))
        {
            throw file.FaultAt(place, $"has an edge with directed='{directed.Value}' in a graph of {(assembly.IsDirected ? "directed" : "undirected")} edges; expected one kind");
        }

        assembly.AddEdge(XmlGraphs.Require(file, edge, "source"), XmlGraphs.Require(file, edge, "target"), assembly.Label(keys.ReadData(edge, "edge"), place), place);
    }
}
