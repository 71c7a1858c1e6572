namespace ResearchKit.Display;

/// <summary>A figure could not be drawn although the renderer works.</summary>
public sealed class FigureRenderException : Exception
{
    /// <summary>Makes an exception without a reason.</summary>
    public FigureRenderException()
    {
    }

    /// <summary>Makes an exception with a reason.</summary>
    /// <param name="message">The reason.</param>
    public FigureRenderException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a reason and its cause.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="innerException">The cause.</param>
    public FigureRenderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
