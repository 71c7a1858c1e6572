namespace ResearchKit.Kernel.Sessions;

/// <summary>A stretch of a cell in one language.</summary>
/// <param name="Kind">The language.</param>
/// <param name="Text">The text; code keeps its line numbers, with empty lines in place of what comes before it.</param>
internal sealed record CellPart(CellPartKind Kind, string Text);
