namespace ResearchKit.Graphs;

/// <summary>Two graphs with the distance that a SimGNN file gives for them.</summary>
/// <param name="Source">The first graph.</param>
/// <param name="Target">The second graph.</param>
/// <param name="Distance">The file's number: in public sets often the length of a sequence of edits and not the exact distance; null where there is none.</param>
public sealed record SimGnnPair(Graph Source, Graph Target, double? Distance);
