using System.Globalization;
using System.Text;

namespace ResearchKit.Graphs;

/// <summary>Folders of the TUDataset collection: <c>NAME_A.txt</c>, <c>NAME_graph_indicator.txt</c>, and labels and attributes beside them.</summary>
/// <remarks>
/// Nodes of all graphs are numbered from 1 in one row. Each undirected edge is there once in each direction, with equal labels, or once. Labels become the attribute
/// <c>label</c>, the columns of attributes <c>x0</c>, <c>x1</c>, ... Reference: C. Morris et al., "TUDataset", arXiv 2007.08663.
/// </remarks>
public static class TuDataSetFolder
{
    /// <summary>Reads a data set.</summary>
    /// <param name="folder">The folder; exactly one file in it ends in <c>_A.txt</c>.</param>
    /// <param name="isDirected">Whether edges have a direction, which the files do not say.</param>
    /// <returns>The graphs with their classes.</returns>
    /// <exception cref="InvalidDataException">A file is missing or not as the format says; the message names file and line.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static GraphSet Load(string folder, bool isDirected = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] found = Directory.GetFiles(folder, "*_A.txt");
        if (found.Length != 1)
        {
            throw new InvalidDataException($"{folder}: has {found.Length} files that end in _A.txt; expected one");
        }

        var files = new TuDataSetFiles(found[0][..^"_A.txt".Length]);
        var assemblies = new List<GraphAssembly>();
        var edgeFile = new GraphFile(found[0]);
        var graphOfNode = files.ReadIndicator();
        var nodeLabels = files.ReadLabels("node", graphOfNode.Count);
        for (var i = 0; i < graphOfNode.Count; i++)
        {
            while (assemblies.Count < graphOfNode[i])
            {
                assemblies.Add(new GraphAssembly(edgeFile) { IsDirected = isDirected, Name = $"{files.Name}/{assemblies.Count}" });
            }

            var assembly = assemblies[graphOfNode[i] - 1];
            assembly.AddNode(i.ToString(CultureInfo.InvariantCulture), assembly.Label(nodeLabels[i], $"node {i + 1}"), $"node {i + 1}");
        }

        AddEdges(files, edgeFile, assemblies, graphOfNode);
        return new GraphSet([.. assemblies.Select(assembly => assembly.ToGraph(mergesReverse: true))], files.ReadClasses(assemblies.Count));
    }

    /// <summary>Writes a data set: the edges, the graphs, and labels where all nodes or edges have plain ones.</summary>
    /// <param name="folder">The folder; made when missing.</param>
    /// <param name="name">The name of the data set, with which all files start.</param>
    /// <param name="collection">The graphs; undirected edges are written once in each direction.</param>
    /// <exception cref="ArgumentException">A label is neither nothing nor a whole number as plain text, or a graph is empty.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(string folder, string name, GraphSet collection)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(collection);
        var (edges, indicator, nodeLabels, edgeLabels) = (new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder());
        var first = 1;
        for (var g = 0; g < collection.Graphs.Count; g++)
        {
            var graph = collection.Graphs[g];
            ArgumentOutOfRangeException.ThrowIfZero(graph.NodeCount, nameof(collection));
            for (var i = 0; i < graph.NodeCount; i++)
            {
                indicator.Append(CultureInfo.InvariantCulture, $"{g + 1}\n");
                AppendLabel(nodeLabels, graph.NodeLabel(i));
            }

            foreach (var edge in graph.Edges)
            {
                edges.Append(CultureInfo.InvariantCulture, $"{first + edge.Source}, {first + edge.Target}\n");
                AppendLabel(edgeLabels, edge.Label);
                if (!graph.IsDirected && !edge.IsLoop)
                {
                    edges.Append(CultureInfo.InvariantCulture, $"{first + edge.Target}, {first + edge.Source}\n");
                    AppendLabel(edgeLabels, edge.Label);
                }
            }

            first += graph.NodeCount;
        }

        void Write(string part, string text) => AtomicFile.Write(Path.Combine(folder, $"{name}_{part}.txt"), Encoding.UTF8.GetBytes(text));
        Write("A", edges.ToString());
        Write("graph_indicator", indicator.ToString());
        WriteLabels("node_labels", nodeLabels);
        WriteLabels("edge_labels", edgeLabels);
        if (collection.Classes.All(label => label is not null))
        {
            Write("graph_labels", string.Concat(collection.Classes.Select(label => label + "\n")));
        }

        void WriteLabels(string part, StringBuilder labels)
        {
            var text = labels.ToString();
            if (text.Trim('\n').Length > 0)
            {
                Write(part, text);
            }
        }
    }

    private static void AppendLabel(StringBuilder text, GraphLabel label)
    {
        var plain = PlainLabel.TextOf(label);
        if (plain.Length > 0 && !long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            throw new ArgumentException($"The label '{plain}' is no whole number, which this format needs; write JSON or GraphML instead.", nameof(label));
        }

        text.Append(plain).Append('\n');
    }

    private static void AddEdges(TuDataSetFiles files, GraphFile edgeFile, List<GraphAssembly> assemblies, List<int> graphOfNode)
    {
        var ends = files.ReadEdges(graphOfNode.Count);
        var labels = files.ReadLabels("edge", ends.Count);
        for (var k = 0; k < ends.Count; k++)
        {
            var (source, target) = ends[k];
            if (graphOfNode[source] != graphOfNode[target])
            {
                throw edgeFile.FaultAt(k + 1, $"has an edge between nodes {source + 1} and {target + 1} of graphs {graphOfNode[source]} and {graphOfNode[target]}; expected nodes of one graph");
            }

            var assembly = assemblies[graphOfNode[source] - 1];
            var place = $"line {k + 1}";
            assembly.AddEdge(source.ToString(CultureInfo.InvariantCulture), target.ToString(CultureInfo.InvariantCulture), assembly.Label(labels[k], place), place);
        }
    }
}
