namespace ResearchKit.Kernel.Notebooks;

/// <summary>The error that ended a cell.</summary>
/// <param name="name">The type of the exception.</param>
/// <param name="message">Its message.</param>
/// <param name="traceback">The lines to show.</param>
public sealed class ErrorOutput(string name, string message, IReadOnlyList<string> traceback) : NotebookOutput
{
    /// <summary>The type of the exception.</summary>
    public string Name { get; } = name;

    /// <summary>Its message.</summary>
    public string Message { get; } = message;

    /// <summary>The lines to show.</summary>
    public IReadOnlyList<string> Traceback { get; } = traceback;
}
