using System.Text;

namespace ResearchKit.Graphs;

/// <summary>Edge lists: a line <c>source target [label]</c> for each edge, a line with one name for a node without edges.</summary>
/// <remarks>
/// Names are anything without white space; nodes are numbered as they first occur. Empty lines and lines that start with # are passed over. The label is the rest of the line.
/// Nodes carry no labels in this format.
/// </remarks>
public static class EdgeListFile
{
    /// <summary>Reads a graph.</summary>
    /// <param name="path">The file; UTF-8, at most 256 MiB.</param>
    /// <param name="isDirected">Whether edges have a direction, which the file does not say.</param>
    /// <returns>The graph, called after the file.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Graph Load(string path, bool isDirected = false)
    {
        var file = new GraphFile(path);
        var assembly = new GraphAssembly(file) { IsDirected = isDirected, Name = file.Stem };
        foreach (var (number, text) in file.ReadLines())
        {
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            var parts = GraphFile.Split(text, 3);
            var place = $"line {number}";
            foreach (var name in parts.Take(2))
            {
                if (!assembly.HasNode(name))
                {
                    assembly.AddNode(name, GraphLabel.None, place);
                }
            }

            if (parts.Length > 1)
            {
                assembly.AddEdge(parts[0], parts[1], parts.Length > 2 ? GraphLabel.Of(parts[2]) : GraphLabel.None, place);
            }
        }

        return assembly.ToGraph();
    }

    /// <summary>Writes a graph; reading it gives the graph back, with its numbers in the order of first occurrence kept by listing all nodes first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The graph; its nodes have no labels, its edges plain ones or none.</param>
    /// <exception cref="ArgumentException">The format cannot hold the graph's labels.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.NodeAlphabet.Any(label => label.Attributes.Count > 0))
        {
            throw new ArgumentException("The graph has node labels, which an edge list cannot hold; write JSON or GraphML instead.", nameof(graph));
        }

        var text = new StringBuilder();
        for (var i = 0; i < graph.NodeCount; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}\n");
        }

        foreach (var edge in graph.Edges)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{edge.Source} {edge.Target}{PlainLabel.Suffix(edge.Label)}\n");
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
