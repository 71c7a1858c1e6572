namespace ResearchKit.Kernel.Sessions;

/// <summary>A <c>#r</c> in a cell or in a file that it loads.</summary>
/// <param name="Reference">What stands between the quotes.</param>
/// <param name="File">The name of the cell or the path of the file.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record ReferenceDirective(string Reference, string File, int Line);
