using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Graphs;

/// <summary>JSON as SimGNN's data sets have it: <c>graph_1</c>, <c>graph_2</c> (arrays of edges), <c>labels_1</c>, <c>labels_2</c> (one label a node) and <c>ged</c>.</summary>
/// <remarks>Graphs are undirected and their edges unlabelled. Labels are texts or numbers. Reference: Y. Bai et al., "SimGNN", WSDM 2019.</remarks>
public static class SimGnnFile
{
    /// <summary>Reads a pair.</summary>
    /// <param name="path">The file; at most 256 MiB.</param>
    /// <returns>The pair.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says; the message names the file and the line, or the place in the JSON.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SimGnnPair Load(string path)
    {
        var file = new GraphFile(path);
        using var document = JsonGraphs.Parse(file);
        return Read(file, document.RootElement);
    }

    /// <summary>Writes a pair.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pair">Undirected graphs with plain node labels and unlabelled edges.</param>
    /// <exception cref="ArgumentException">The format cannot hold a graph.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, SimGnnPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            Write(json, pair.Source, "1");
            Write(json, pair.Target, "2");
            if (pair.Distance is { } distance)
            {
                json.WriteNumber("ged", distance);
            }

            json.WriteEndObject();
        });
    }

    /// <summary>Whether a parsed file is of this format.</summary>
    internal static bool IsPair(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("graph_1", out _);

    /// <summary>Reads a parsed file.</summary>
    internal static SimGnnPair Read(GraphFile file, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw file.FaultAt("top level", $"is {JsonGraphs.KindOf(root)}; expected an object with 'graph_1' and 'graph_2'");
        }

        var distance = default(double?);
        if (root.TryGetProperty("ged", out var ged))
        {
            distance = ged.ValueKind == JsonValueKind.Number && ged.TryGetDouble(out var number) && double.IsFinite(number)
                ? number
                : throw file.FaultAt("ged", $"is {JsonGraphs.KindOf(ged)}; expected a finite number");
        }

        return new SimGnnPair(ReadGraph(file, root, "1"), ReadGraph(file, root, "2"), distance);
    }

    private static Graph ReadGraph(GraphFile file, JsonElement root, string which)
    {
        var assembly = new GraphAssembly(file) { Name = $"{file.Stem}/{which}" };
        foreach (var label in JsonGraphs.RequireArray(file, root, $"labels_{which}", "top level").EnumerateArray())
        {
            var place = $"labels_{which}[{assembly.NodeCount}]";
            assembly.AddNode(assembly.NodeCount.ToString(CultureInfo.InvariantCulture), GraphLabel.Of(JsonGraphs.ReadName(file, label, place)), place);
        }

        var edges = 0;
        foreach (var edge in JsonGraphs.RequireArray(file, root, $"graph_{which}", "top level").EnumerateArray())
        {
            var place = $"graph_{which}[{edges++}]";
            if (edge.ValueKind != JsonValueKind.Array || edge.GetArrayLength() != 2)
            {
                throw file.FaultAt(place, "is no edge; expected an array of two node numbers");
            }

            assembly.AddEdge(JsonGraphs.ReadName(file, edge[0], place + "[0]"), JsonGraphs.ReadName(file, edge[1], place + "[1]"), GraphLabel.None, place);
        }

        return assembly.ToGraph();
    }

    private static void Write(Utf8JsonWriter json, Graph graph, string which)
    {
        if (graph.IsDirected || graph.EdgeAlphabet.Any(label => label.Attributes.Count > 0))
        {
            throw new ArgumentException($"The graph {graph} is directed or has edge labels, which this format cannot hold; write JSON or GraphML instead.", nameof(graph));
        }

        json.WriteStartArray("graph_" + which);
        foreach (var edge in graph.Edges)
        {
            json.WriteStartArray();
            json.WriteNumberValue(edge.Source);
            json.WriteNumberValue(edge.Target);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("labels_" + which);
        for (var i = 0; i < graph.NodeCount; i++)
        {
            json.WriteStringValue(PlainLabel.TextOf(graph.NodeLabel(i)));
        }

        json.WriteEndArray();
    }
}
