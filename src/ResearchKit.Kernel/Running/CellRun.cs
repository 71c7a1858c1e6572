namespace ResearchKit.Kernel.Running;

/// <summary>One cell of a run in progress.</summary>
/// <param name="Number">The execution count of the cell, 1 for the first code cell.</param>
/// <param name="Total">How many code cells the run has.</param>
/// <param name="CellId">The id of the cell in the notebook.</param>
/// <param name="Code">The code of the cell.</param>
/// <param name="Heading">The nearest heading above the cell, or null when there is none.</param>
public sealed record CellRun(int Number, int Total, string CellId, string Code, string? Heading);
