namespace ResearchKit.Kernel.Sessions;

/// <summary>A stretch of a cell in one language, or a directive that does something.</summary>
/// <param name="Kind">The language.</param>
/// <param name="Text">The text; code keeps its line numbers, with empty lines in place of what comes before it. The arguments of an action.</param>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Directive">The directive, for an action.</param>
internal sealed record CellPart(CellPartKind Kind, string Text, int Line, Directive? Directive = null);
