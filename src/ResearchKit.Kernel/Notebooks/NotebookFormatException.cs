namespace ResearchKit.Kernel.Notebooks;

/// <summary>A file is not a notebook that can be read; the message names the file, the place in it and what was expected.</summary>
public sealed class NotebookFormatException : Exception
{
    /// <summary>Makes an exception without details.</summary>
    public NotebookFormatException()
        : this("The file is not a notebook.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">The message.</param>
    public NotebookFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and the exception behind it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The exception behind it.</param>
    public NotebookFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for a place in a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The JSON path of the place, for example <c>$.cells[3].source</c>.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="innerException">The exception behind it, or null.</param>
    public NotebookFormatException(string file, string path, string problem, Exception? innerException = null)
        : base($"{file}: {path}: {problem}", innerException)
    {
        File = file;
        Path = path;
    }

    /// <summary>The file, or null when the exception does not say.</summary>
    public string? File { get; }

    /// <summary>The JSON path of the place, or null when the exception does not say.</summary>
    public string? Path { get; }
}
