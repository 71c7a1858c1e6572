namespace ResearchKit.Display;

/// <summary>An edge of a drawn graph.</summary>
/// <param name="From">The node it starts from.</param>
/// <param name="To">The node it goes to.</param>
/// <param name="Weight">Its weight: the size is drawn as thickness, a negative sign as dashes; null is a thin grey edge.</param>
/// <param name="Label">A word beside it, or null.</param>
public sealed record GraphEdge(string From, string To, double? Weight = null, string? Label = null);
