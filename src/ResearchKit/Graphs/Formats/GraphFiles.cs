namespace ResearchKit.Graphs;

/// <summary>Reads and writes graphs in whatever format a file's name and content say.</summary>
/// <remarks>
/// <c>.json</c> networkx node-link or SimGNN pair; <c>.gxl</c>, <c>.cxl</c>; <c>.graphml</c>; <c>.txt</c>, <c>.edges</c>, <c>.edgelist</c> an edge list, or a set of graphs where the first line is
/// <c>t # name</c>; a folder is a TUDataset data set. Files from elsewhere are not trusted: sizes and nesting are bounded, XML entities and names that leave the folder are refused.
/// </remarks>
public static class GraphFiles
{
    /// <summary>Reads all graphs of a file or folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="isDirected">Whether edges have a direction in formats that do not say: edge lists and TUDataset.</param>
    /// <returns>The graphs.</returns>
    /// <exception cref="InvalidDataException">The file is not as its format says; the message names file and line, or the place in the JSON.</exception>
    /// <exception cref="ArgumentException">The name ends in no known way.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GraphSet Load(string path, bool isDirected = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            return TuDataSetFolder.Load(path, isDirected);
        }

        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".JSON":
                return LoadJson(path);
            case ".GXL":
                return GraphSet.Of(GxlFile.Load(path));
            case ".CXL":
                return CxlFile.Load(path);
            case ".GRAPHML":
                return GraphSet.Of(GraphMlFile.Load(path));
            case ".TXT" or ".EDGES" or ".EDGELIST":
                return IsGraphSet(path) ? GraphSetFile.Load(path) : GraphSet.Of(EdgeListFile.Load(path, isDirected));
            default:
                throw new ArgumentException($"'{path}' ends in no known way; expected .json, .gxl, .cxl, .graphml, .txt, .edges, .edgelist or a folder.", nameof(path));
        }
    }

    /// <summary>Reads a file that holds one graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isDirected">Whether edges have a direction in formats that do not say.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="InvalidDataException">The file is not as its format says, or holds another number of graphs.</exception>
    /// <exception cref="ArgumentException">The name ends in no known way.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Graph LoadOne(string path, bool isDirected = false)
    {
        var graphs = Load(path, isDirected).Graphs;
        return graphs.Count == 1 ? graphs[0] : throw new InvalidDataException($"{path}: has {graphs.Count} graphs; expected one");
    }

    /// <summary>Writes one graph.</summary>
    /// <param name="path">The file: .json, .gxl, .graphml, .edges or .edgelist.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="ArgumentException">The name ends in no known way, or the format cannot hold the graph.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    public static void Save(string path, Graph graph)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".JSON":
                NodeLinkFile.Save(path, graph);
                break;
            case ".GXL":
                GxlFile.Save(path, graph);
                break;
            case ".GRAPHML":
                GraphMlFile.Save(path, graph);
                break;
            case ".EDGES" or ".EDGELIST":
                EdgeListFile.Save(path, graph);
                break;
            default:
                throw new ArgumentException($"'{path}' ends in no known way; expected .json, .gxl, .graphml, .edges or .edgelist.", nameof(path));
        }
    }

    private static GraphSet LoadJson(string path)
    {
        var file = new GraphFile(path);
        using var document = JsonGraphs.Parse(file);
        if (SimGnnFile.IsPair(document.RootElement))
        {
            var pair = SimGnnFile.Read(file, document.RootElement);
            return GraphSet.Of(pair.Source, pair.Target);
        }

        return NodeLinkFile.Read(file, document.RootElement);
    }

    private static bool IsGraphSet(string path) =>
        new GraphFile(path).ReadLines().FirstOrDefault(line => line.Text.Length > 0 && line.Text[0] != '#').Text is { } first && GraphFile.Split(first) is ["t", "#", ..];
}
