namespace ResearchKit.Graphs;

/// <summary>CXL: a collection of GXL files with the class of each, as the IAM graph database has it.</summary>
public static class CxlFile
{
    private const int LargestCollection = 1_000_000;

    /// <summary>Reads a collection with its graphs.</summary>
    /// <param name="path">The .cxl file.</param>
    /// <param name="folder">Where the graphs are, or null for the folder of the file.</param>
    /// <returns>The graphs, called after their files, with their classes.</returns>
    /// <exception cref="InvalidDataException">A file is not as its format says, or a name leads out of the folder; the message names file and line.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static GraphSet Load(string path, string? folder = null)
    {
        var file = new GraphFile(path);
        var root = XmlGraphs.Parse(file);
        if (root.Name.LocalName != "GraphCollection")
        {
            throw file.FaultAt(XmlGraphs.PlaceOf(root), $"has <{root.Name.LocalName}>; expected <GraphCollection>");
        }

        var inside = Path.GetFullPath(folder ?? Path.GetDirectoryName(Path.GetFullPath(path))!);
        var (graphs, classes) = (new List<Graph>(), new List<string?>());
        foreach (var print in root.Descendants().Where(element => element.Name.LocalName is "print" or "graph"))
        {
            var name = XmlGraphs.Require(file, print, "file");
            if (graphs.Count == LargestCollection)
            {
                throw file.FaultAt(XmlGraphs.PlaceOf(print), $"has more than {LargestCollection} graphs");
            }

            if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(name)
                || !Path.GetFullPath(name, inside).StartsWith(inside + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw file.FaultAt(XmlGraphs.PlaceOf(print), $"has the file '{name}'; expected one inside its folder");
            }

            var gxl = Path.GetFullPath(name, inside);
            if (!File.Exists(gxl))
            {
                throw file.FaultAt(XmlGraphs.PlaceOf(print), $"has the file '{name}', which is not there");
            }

            graphs.Add(GxlFile.Load(gxl).WithName(Path.GetFileNameWithoutExtension(name)));
            classes.Add(print.Attribute("class")?.Value);
        }

        return new GraphSet(graphs, classes);
    }
}
