namespace ResearchKit.Kernel.Sessions;

/// <summary>Why a cell did not succeed, in the three parts that a notebook stores.</summary>
/// <param name="Name">The type of the exception, or <c>CompilationError</c>.</param>
/// <param name="Message">The message in one or more lines.</param>
/// <param name="Traceback">What to show a reader: lines that name cells and line numbers, never paths of this machine's build.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback)
{
    /// <summary>The exception that the cell threw, or null when it did not get that far.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The whole traceback as one text.</summary>
    /// <returns>The lines joined.</returns>
    public override string ToString() => string.Join('\n', Traceback);
}
