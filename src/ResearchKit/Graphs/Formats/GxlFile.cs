using System.Globalization;
using System.Xml.Linq;

namespace ResearchKit.Graphs;

/// <summary>GXL: one graph as XML, as the IAM graph database has it.</summary>
/// <remarks>
/// Attributes of nodes and edges are <c>string</c>, <c>int</c>, <c>float</c> or <c>bool</c>; white space at their ends is cut. A graph is directed where its <c>edgemode</c> says so.
/// A document type is passed over, nothing is fetched, and entities other than XML's own are refused. Hypergraphs and graphs within nodes are refused.
/// </remarks>
public static class GxlFile
{
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
        if (root.Name.LocalName != "gxl" || graphs.Length != 1)
        {
            throw file.FaultAt(XmlGraphs.PlaceOf(root), $"has <{root.Name.LocalName}> with {graphs.Length} graphs; expected <gxl> with one");
        }

        var mode = graphs[0].Attribute("edgemode")?.Value ?? "directed";
        var assembly = new GraphAssembly(file)
        {
            Name = graphs[0].Attribute("id")?.Value ?? file.Stem,
            IsDirected = mode switch
            {
                "directed" or "defaultdirected" => true,
                "undirected" or "defaultundirected" => false,
                _ => throw file.FaultAt(XmlGraphs.PlaceOf(graphs[0]), $"has the edgemode '{mode}'; expected directed or undirected"),
            },
        };
        foreach (var node in XmlGraphs.Children(graphs[0], "node"))
        {
            assembly.AddNode(XmlGraphs.Require(file, node, "id"), ReadLabel(file, assembly, node), XmlGraphs.PlaceOf(node));
        }

        foreach (var edge in graphs[0].Elements())
        {
            if (edge.Name.LocalName == "rel")
            {
                throw file.FaultAt(XmlGraphs.PlaceOf(edge), "has a hyperedge <rel>; expected edges between two nodes");
            }

            if (edge.Name.LocalName == "edge")
            {
                assembly.AddEdge(XmlGraphs.Require(file, edge, "from"), XmlGraphs.Require(file, edge, "to"), ReadLabel(file, assembly, edge), XmlGraphs.PlaceOf(edge));
            }
        }

        return assembly.ToGraph();
    }

    /// <summary>Writes a graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="ArgumentException">A text has characters that XML cannot hold, or white space at its ends, which readers cut.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var element = new XElement(
            "graph",
            new XAttribute("id", XmlGraphs.Text(graph.Name ?? "graph")),
            new XAttribute("edgeids", "false"),
            new XAttribute("edgemode", graph.IsDirected ? "directed" : "undirected"));
        for (var i = 0; i < graph.NodeCount; i++)
        {
            element.Add(new XElement("node", new XAttribute("id", XmlGraphs.Text(graph.NodeName(i))), Attributes(graph.NodeLabel(i))));
        }

        foreach (var edge in graph.Edges)
        {
            element.Add(new XElement(
                "edge", new XAttribute("from", XmlGraphs.Text(graph.NodeName(edge.Source))), new XAttribute("to", XmlGraphs.Text(graph.NodeName(edge.Target))), Attributes(edge.Label)));
        }

        XmlGraphs.Write(path, new XElement("gxl", element));
    }

    private static GraphLabel ReadLabel(GraphFile file, GraphAssembly assembly, XElement element)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>>();
        foreach (var child in element.Elements())
        {
            if (child.Name.LocalName == "graph")
            {
                throw file.FaultAt(XmlGraphs.PlaceOf(child), $"has a graph within <{element.Name.LocalName}>; expected a flat graph");
            }

            if (child.Name.LocalName != "attr")
            {
                continue;
            }

            XElement[] values = [.. child.Elements()];
            if (values.Length != 1)
            {
                throw file.FaultAt(XmlGraphs.PlaceOf(child), $"has {values.Length} values in <attr>; expected one");
            }

            attributes.Add(new(XmlGraphs.Require(file, child, "name"), XmlGraphs.ReadValue(file, values[0], values[0].Name.LocalName)));
        }

        return assembly.Label(attributes, XmlGraphs.PlaceOf(element));
    }

    private static IEnumerable<XElement> Attributes(GraphLabel label) => label.Attributes.Select(pair =>
    {
        var text = XmlGraphs.Text(pair.Value.Text);
        var type = pair.Value.Kind switch
        {
            AttributeKind.Truth => "bool",
            AttributeKind.Number => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? "int" : "float",
            _ => "string",
        };
        return text == text.Trim()
            ? new XElement("attr", new XAttribute("name", XmlGraphs.Text(pair.Key)), new XElement(type, text))
            : throw new ArgumentException($"The attribute '{pair.Key}' is '{text}', with white space at an end, which readers of GXL cut.", nameof(label));
    });
}
