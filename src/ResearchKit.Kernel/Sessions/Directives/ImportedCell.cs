namespace ResearchKit.Kernel.Sessions;

/// <summary>A cell of an imported file.</summary>
/// <param name="Name">What error messages call it: the path of the file, and the number of the cell in a notebook.</param>
/// <param name="Code">The text.</param>
internal sealed record ImportedCell(string Name, string Code);
