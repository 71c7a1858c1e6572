namespace ResearchKit.Kernel.Sessions;

/// <summary>A cell asks for something that a session does not do.</summary>
/// <param name="line">The line of the cell, from 1.</param>
/// <param name="message">What, and what to do instead.</param>
internal sealed class CellRejectedException(int line, string message) : Exception(message)
{
    /// <summary>The line of the cell, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The file or cell that the line is of; null means the cell that runs.</summary>
    public string? File { get; init; }
}
