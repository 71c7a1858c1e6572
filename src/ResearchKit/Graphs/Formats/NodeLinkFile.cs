using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Graphs;

/// <summary>JSON as networkx writes it with <c>node_link_data</c>: one graph, or an array of graphs.</summary>
/// <remarks>
/// Edges are under <c>links</c> or <c>edges</c>, as older and newer networkx have it. Attributes are texts, numbers and truth values; null counts as missing. A multigraph is
/// read where no two nodes have two edges.
/// </remarks>
public static class NodeLinkFile
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Reads the graphs of a file.</summary>
    /// <param name="path">The file; at most 256 MiB.</param>
    /// <returns>The graphs; one, or those of the array.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says; the message names the file and the line, or the place in the JSON.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GraphSet Load(string path)
    {
        var file = new GraphFile(path);
        using var document = JsonGraphs.Parse(file);
        return Read(file, document.RootElement);
    }

    /// <summary>Writes one graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, Graph graph) => Write(path, json => Write(json, graph));

    /// <summary>Writes graphs as an array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graphs">The graphs.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, IEnumerable<Graph> graphs) => Write(path, json =>
    {
        json.WriteStartArray();
        foreach (var graph in graphs)
        {
            Write(json, graph);
        }

        json.WriteEndArray();
    });

    /// <summary>Reads a parsed file.</summary>
    internal static GraphSet Read(GraphFile file, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            return GraphSet.Of(ReadGraph(file, root, string.Empty));
        }

        var graphs = new List<Graph>();
        foreach (var element in root.EnumerateArray())
        {
            graphs.Add(ReadGraph(file, element, $"[{graphs.Count}]."));
        }

        return GraphSet.Of(graphs);
    }

    private static Graph ReadGraph(GraphFile file, JsonElement root, string prefix)
    {
        var top = prefix.Length == 0 ? "top level" : prefix.TrimEnd('.');
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw file.FaultAt(top, $"is {JsonGraphs.KindOf(root)}; expected an object with 'nodes' and 'links'");
        }

        var assembly = new GraphAssembly(file) { IsDirected = JsonGraphs.ReadTruth(file, root, "directed", top), Name = NameOf(file, root, prefix) ?? file.Stem };
        var isMultigraph = JsonGraphs.ReadTruth(file, root, "multigraph", top);
        var nodes = 0;
        foreach (var node in JsonGraphs.RequireArray(file, root, "nodes", top).EnumerateArray())
        {
            var place = $"{prefix}nodes[{nodes++}]";
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty("id", out var id))
            {
                throw file.FaultAt(place, "has no 'id'; expected an object with one");
            }

            assembly.AddNode(JsonGraphs.ReadName(file, id, place + ".id"), ReadLabel(file, assembly, node, place, "id"), place);
        }

        var name = root.TryGetProperty("links", out _) ? "links" : "edges";
        var edges = 0;
        foreach (var edge in JsonGraphs.RequireArray(file, root, name, top).EnumerateArray())
        {
            var place = $"{prefix}{name}[{edges++}]";
            if (edge.ValueKind != JsonValueKind.Object || !edge.TryGetProperty("source", out var source) || !edge.TryGetProperty("target", out var target))
            {
                throw file.FaultAt(place, "has no 'source' or no 'target'; expected an object with both");
            }

            assembly.AddEdge(
                JsonGraphs.ReadName(file, source, place + ".source"),
                JsonGraphs.ReadName(file, target, place + ".target"),
                ReadLabel(file, assembly, edge, place, "source", "target", isMultigraph ? "key" : "target"),
                place);
        }

        return assembly.ToGraph();
    }

    private static string? NameOf(GraphFile file, JsonElement root, string prefix) =>
        root.TryGetProperty("graph", out var graph) && graph.ValueKind == JsonValueKind.Object && graph.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? JsonGraphs.ReadText(file, name, prefix + "graph.name")
            : null;

    private static GraphLabel ReadLabel(GraphFile file, GraphAssembly assembly, JsonElement element, string place, params ReadOnlySpan<string> without)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>>();
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            if (!without.Contains(name) && JsonGraphs.ReadAttribute(file, property.Value, $"{place}.{name}") is { } value)
            {
                attributes.Add(new(name, value));
            }
        }

        return assembly.Label(attributes, place);
    }

    private static void Write(string path, Action<Utf8JsonWriter> write) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        write(json);
    });

    private static void Write(Utf8JsonWriter json, Graph graph)
    {
        json.WriteStartObject();
        json.WriteBoolean("directed", graph.IsDirected);
        json.WriteBoolean("multigraph", false);
        json.WriteStartObject("graph");
        if (graph.Name is { } name)
        {
            json.WriteString("name", name);
        }

        json.WriteEndObject();
        json.WriteStartArray("nodes");
        for (var i = 0; i < graph.NodeCount; i++)
        {
            json.WriteStartObject();
            WriteName(json, "id", graph.NodeName(i));
            WriteLabel(json, graph.NodeLabel(i), "id");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var edge in graph.Edges)
        {
            json.WriteStartObject();
            WriteLabel(json, edge.Label, "source", "target");
            WriteName(json, "source", graph.NodeName(edge.Source));
            WriteName(json, "target", graph.NodeName(edge.Target));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, string property, string name)
    {
        if (int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == name)
        {
            json.WriteNumber(property, number);
        }
        else
        {
            json.WriteString(property, name);
        }
    }

    private static void WriteLabel(Utf8JsonWriter json, GraphLabel label, params ReadOnlySpan<string> taken)
    {
        foreach (var (name, value) in label.Attributes)
        {
            if (taken.Contains(name))
            {
                throw new ArgumentException($"The attribute '{name}' has a name that the format uses itself; rename it.", nameof(label));
            }

            JsonGraphs.WriteAttribute(json, name, value);
        }
    }
}
