namespace ResearchKit.Display;

/// <summary>A node of a drawn graph.</summary>
/// <param name="Id">The name by which edges refer to it.</param>
/// <param name="X">Where it stands, from left to right.</param>
/// <param name="Y">Where it stands, from bottom to top.</param>
/// <param name="Label">The word in it, or null for its name.</param>
/// <param name="Key">What chooses its colour, or null for white.</param>
public sealed record GraphNode(string Id, double X, double Y, string? Label = null, string? Key = null);
