namespace ResearchKit.Graphs.Neural;

/// <summary>Which operations GraphEdX scores.</summary>
[Flags]
public enum GraphEdXTerms
{
    /// <summary>Deleting and inserting nodes.</summary>
    Nodes = 1,

    /// <summary>Deleting and inserting edges.</summary>
    Edges = 2,

    /// <summary>Both.</summary>
    NodesAndEdges = Nodes | Edges,
}
