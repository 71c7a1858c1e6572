namespace ResearchKit.Kernel.Sessions;

/// <summary>What can stand at a place in a cell.</summary>
/// <param name="Start">Where the text to replace begins, in UTF-16 units from 0.</param>
/// <param name="End">Where it ends: the place that was asked about.</param>
/// <param name="Items">The texts, each once, in alphabetical order without regard to case; empty when nothing fits.</param>
public sealed record CodeCompletions(int Start, int End, IReadOnlyList<CodeCompletion> Items);
