using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Running;

/// <summary>Where and why a run stopped.</summary>
/// <param name="CellNumber">The execution count of the cell, 1 for the first code cell.</param>
/// <param name="CellId">The id of the cell in the notebook.</param>
/// <param name="Code">The code of the cell.</param>
/// <param name="Status">How the cell ended.</param>
/// <param name="Error">What it reported.</param>
public sealed record NotebookRunError(int CellNumber, string CellId, string Code, CellStatus Status, CellError Error);
