namespace ResearchKit.Kernel.Sessions;

/// <summary>Whether a cell can be run as it stands.</summary>
/// <param name="Status">Whether it is complete.</param>
/// <param name="Indent">The white space that the next line begins with; empty unless it is incomplete.</param>
public sealed record CodeCompleteness(CodeCompletenessStatus Status, string Indent);
