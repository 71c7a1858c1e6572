namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>A cell of the history.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Code">Its text.</param>
/// <param name="Output">Its result as plain text, or null when it had none.</param>
internal sealed record ExecutedCell(int Number, string Code, string? Output);
