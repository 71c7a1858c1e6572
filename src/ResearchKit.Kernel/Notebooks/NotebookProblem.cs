namespace ResearchKit.Kernel.Notebooks;

/// <summary>Something about a notebook that should not be committed so.</summary>
/// <param name="Kind">What it is about, in a word: <c>format</c>, <c>metadata</c>, <c>ids</c>, <c>order</c>, <c>size</c>, <c>stale</c>, <c>error</c>, <c>path</c> or <c>form</c>.</param>
/// <param name="Cell">The id of the cell, or null when it is about the whole notebook.</param>
/// <param name="Text">What was found and what was expected.</param>
public sealed record NotebookProblem(string Kind, string? Cell, string Text);
