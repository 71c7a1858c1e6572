namespace ResearchKit.Graphs;

/// <summary>What a solver knows while it searches.</summary>
/// <param name="UpperBound">The cost of the best path so far.</param>
/// <param name="LowerBound">A number that no path costs less than.</param>
/// <param name="NodesExpanded">Search nodes expanded so far.</param>
/// <param name="Elapsed">Time since the start.</param>
public readonly record struct GedProgress(double UpperBound, double LowerBound, long NodesExpanded, TimeSpan Elapsed);
