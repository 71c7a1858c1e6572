using ResearchKit.Data;

namespace ResearchKit.Graphs.Neural;

/// <summary>The collections that the kit's experiments on learned edit distances use: generated ones, and real ones where they are on the machine.</summary>
public static class GraphCollections
{
    /// <summary>The folder of <see cref="DataFolders.Root"/> that may hold sets of graphs as <c>name.txt</c>.</summary>
    public const string Folder = "graphs";

    private const int Attempts = 1000;

    /// <summary>Generated graphs that resemble small molecules: a random tree with up to three edges more, connected, pairwise not isomorphic.</summary>
    /// <remarks>The number of nodes is uniform from the smallest to the largest. With 90 graphs of 5 to 10 nodes this is the collection SYN-90 of the reproduction.</remarks>
    /// <param name="count">Number of graphs.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="smallest">The smallest number of nodes.</param>
    /// <param name="largest">The largest number of nodes.</param>
    /// <param name="labels">How many node labels are given at random; 0 for none.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="ArgumentException">So many graphs that are not isomorphic are not found within these sizes.</exception>
    public static NamedGraphs MoleculeLike(int count = 90, Seed seed = default, int smallest = 5, int largest = 10, int labels = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(smallest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, smallest);
        var distinct = new DistinctGraphs();
        var graphs = new List<Graph>();
        for (var draw = 0; graphs.Count < count; draw++)
        {
            if (draw > (count + 1) * Attempts)
            {
                throw new ArgumentException($"Only {graphs.Count} graphs of {smallest} to {largest} nodes were found that are not isomorphic; expected {count}.", nameof(count));
            }

            var own = seed.For("graph", draw);
            var random = own.For("size").ToRandom();
            var graph = GraphFamilies.MoleculeLike(random.Next(smallest, largest + 1), random.Next(4), own, labels);
            if (distinct.Add(graph))
            {
                graphs.Add(graph);
            }
        }

        return new NamedGraphs($"SYN-{count}", "Generated: random trees with up to three edges more, pairwise not isomorphic.", graphs);
    }

    /// <summary>Real graphs, where they are on this machine: <c>linux</c>, <c>aids700nef</c> or any set in the folder <see cref="Folder"/>.</summary>
    /// <remarks>
    /// Looked for as <c>graphs/name.txt</c> in the data folder, then where <c>researchkit data fetch name</c> puts the sets of <see cref="DataSetCatalog"/>. As in GraphEdX, node labels are dropped
    /// (unless kept), then isomorphic graphs and graphs with too many nodes, and the first ones are taken.
    /// </remarks>
    /// <param name="name">The name of the set; letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="count">The most graphs to keep.</param>
    /// <param name="largest">The largest number of nodes.</param>
    /// <param name="labelled">Whether node labels are kept.</param>
    /// <returns>The collection, or null where the set is not on this machine.</returns>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    /// <exception cref="InvalidDataException">The file is no set of undirected graphs.</exception>
    public static NamedGraphs? Find(string name, int count = 1000, int largest = 20, bool labelled = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            throw new ArgumentException($"The set is called '{name}'; expected letters, digits, - and _.", nameof(name));
        }

        if (PathOf(name) is not { } path)
        {
            return null;
        }

        var distinct = new DistinctGraphs();
        var all = GraphSetFile.Load(path).Graphs;
        var kept = all.Where(graph => graph.NodeCount > 0 && graph.NodeCount <= largest).Select(graph => Plain(graph, labelled)).Where(distinct.Add).Take(count).ToList();
        return new NamedGraphs($"{name}-{kept.Count}", $"Real graphs: {kept.Count} of the {all.Count} of '{name}', {(labelled ? "with node labels" : "without labels")}, pairwise not isomorphic.", kept);
    }

    private static string? PathOf(string name)
    {
        var own = Path.Combine(DataFolders.Root, Folder, $"{name}.txt");
        if (File.Exists(own))
        {
            return own;
        }

        var description = DataSetCatalog.GraphSets.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return description is not null && DataFolders.Locate(description) is { } folder ? Path.Combine(folder, description.RequiredFiles[0]) : null;
    }

    private static Graph Plain(Graph graph, bool labelled) => new(
        Enumerable.Range(0, graph.NodeCount).Select(i => labelled ? graph.NodeLabel(i) : GraphLabel.None),
        graph.Edges.Where(edge => !edge.IsLoop).Select(edge => new LabelledEdge(edge.Source, edge.Target)),
        name: graph.Name);
}
