namespace ResearchKit.Graphs;

/// <summary>One way to decide the next node.</summary>
/// <param name="Column">The node of the second graph, or −1 to delete.</param>
/// <param name="Bound">No completion costs less.</param>
internal readonly record struct SearchChild(int Column, double Bound);
