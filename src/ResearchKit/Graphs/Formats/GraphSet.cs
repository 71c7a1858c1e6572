namespace ResearchKit.Graphs;

/// <summary>Graphs that belong together, with the class of each where the file has one.</summary>
/// <param name="Graphs">The graphs, in the order of the file.</param>
/// <param name="Classes">The class of each graph, or null where it has none.</param>
public sealed record GraphSet(IReadOnlyList<Graph> Graphs, IReadOnlyList<string?> Classes)
{
    /// <summary>Makes a collection without classes.</summary>
    /// <param name="graphs">The graphs.</param>
    /// <returns>The collection.</returns>
    public static GraphSet Of(params IReadOnlyList<Graph> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        return new(graphs, new string?[graphs.Count]);
    }
}
