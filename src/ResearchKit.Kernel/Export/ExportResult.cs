namespace ResearchKit.Kernel.Export;

/// <summary>What an export wrote.</summary>
/// <param name="Path">The full path of the page.</param>
/// <param name="Pictures">The full paths of the pictures beside it; empty for HTML.</param>
/// <param name="Remarks">What the page had to leave out, and why.</param>
public sealed record ExportResult(string Path, IReadOnlyList<string> Pictures, IReadOnlyList<string> Remarks);
