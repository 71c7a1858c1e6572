namespace ResearchKit.Kernel.Parameters;

/// <summary>A parameter that a notebook does not have, or a value that does not fit it.</summary>
public sealed class NotebookParameterException : Exception
{
    /// <summary>Makes an exception without details.</summary>
    public NotebookParameterException()
        : this("A parameter of the notebook cannot be set.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">The message.</param>
    public NotebookParameterException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and the exception behind it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The exception behind it.</param>
    public NotebookParameterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
