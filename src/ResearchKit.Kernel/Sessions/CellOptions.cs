namespace ResearchKit.Kernel.Sessions;

/// <summary>How one cell is run.</summary>
public sealed record CellOptions
{
    /// <summary>What error messages call the cell; null means <c>cell 1</c>, <c>cell 2</c> and so on.</summary>
    public string? Name { get; init; }

    /// <summary>The longest the cell may run, compilation included; null means no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Answers when the cell asks for input, by the console too; null means that asking fails with a clear message.</summary>
    public ICellInput? Input { get; init; }
}
