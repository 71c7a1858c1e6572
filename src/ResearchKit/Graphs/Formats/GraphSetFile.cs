using System.Globalization;
using System.Text;

namespace ResearchKit.Graphs;

/// <summary>Sets of small graphs as text: <c>t # name</c>, then <c>v number label</c> for each node, then <c>e source target label</c> for each edge.</summary>
/// <remarks>
/// The format of public A* programs for graph edit distance. Numbers of nodes rise from 0; labels may be left out; graphs are undirected. Empty lines and lines that start with # are passed over.
/// </remarks>
public static class GraphSetFile
{
    /// <summary>Reads a set.</summary>
    /// <param name="path">The file; UTF-8, at most 256 MiB.</param>
    /// <returns>The graphs.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GraphSet Load(string path)
    {
        var file = new GraphFile(path);
        var graphs = new List<Graph>();
        var assembly = default(GraphAssembly);
        foreach (var (number, text) in file.ReadLines())
        {
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            var kind = GraphFile.Split(text, 2)[0];
            if (kind == "t")
            {
                Finish();
                var parts = GraphFile.Split(text, 3);
                assembly = new GraphAssembly(file) { Name = parts.Length == 3 && parts[1] == "#" ? parts[2] : throw file.FaultAt(number, $"has '{text}'; expected 't # name'") };
            }
            else if (assembly is null)
            {
                throw file.FaultAt(number, $"has '{kind}' before any graph; expected 't # name' first");
            }
            else
            {
                AddLine(file, assembly, number, text, kind);
            }
        }

        Finish();
        return GraphSet.Of(graphs);

        void Finish()
        {
            if (assembly is not null)
            {
                graphs.Add(assembly.ToGraph());
            }
        }
    }

    /// <summary>Writes a set.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graphs">Undirected graphs whose labels are plain.</param>
    /// <exception cref="ArgumentException">The format cannot hold a graph.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, IEnumerable<Graph> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        var text = new StringBuilder();
        var place = 0;
        foreach (var graph in graphs)
        {
            if (graph.IsDirected)
            {
                throw new ArgumentException($"The graph {graph} is directed, which this format cannot hold; write JSON or GraphML instead.", nameof(graphs));
            }

            var name = graph.Name?.ReplaceLineEndings(" ").Trim();
            text.Append(CultureInfo.InvariantCulture, $"t # {(string.IsNullOrEmpty(name) ? place.ToString(CultureInfo.InvariantCulture) : name)}\n");
            for (var i = 0; i < graph.NodeCount; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"v {i}{PlainLabel.Suffix(graph.NodeLabel(i))}\n");
            }

            foreach (var edge in graph.Edges)
            {
                text.Append(CultureInfo.InvariantCulture, $"e {edge.Source} {edge.Target}{PlainLabel.Suffix(edge.Label)}\n");
            }

            place++;
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void AddLine(GraphFile file, GraphAssembly assembly, int number, string text, string kind)
    {
        var place = $"line {number}";
        var fixedParts = kind == "v" ? 2 : 3;
        var parts = GraphFile.Split(text, fixedParts + 1);
        if (kind is not ("v" or "e") || parts.Length < fixedParts)
        {
            throw file.FaultAt(number, $"has '{text}'; expected 't # name', 'v number label' or 'e source target label'");
        }

        var label = parts.Length > fixedParts ? GraphLabel.Of(parts[fixedParts]) : GraphLabel.None;
        if (kind == "e")
        {
            assembly.AddEdge(parts[1], parts[2], label, place);
        }
        else if (parts[1] == assembly.NodeCount.ToString(CultureInfo.InvariantCulture))
        {
            assembly.AddNode(parts[1], label, place);
        }
        else
        {
            throw file.FaultAt(number, $"has node '{parts[1]}'; expected {assembly.NodeCount}, since numbers rise from 0");
        }
    }
}
