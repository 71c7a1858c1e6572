namespace ResearchKit.Kernel.Sessions;

/// <summary>What came of running a cell.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Elapsed">Wall time from start to end, compilation included.</param>
/// <param name="Value">The value of the last expression, or null.</param>
/// <param name="Error">Why it did not succeed; null when it did.</param>
public sealed record CellResult(CellStatus Status, TimeSpan Elapsed, object? Value = null, CellError? Error = null)
{
    /// <summary>Whether the cell ran to its end.</summary>
    public bool Succeeded => Status == CellStatus.Succeeded;
}
