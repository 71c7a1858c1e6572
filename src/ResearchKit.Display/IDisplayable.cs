namespace ResearchKit.Display;

/// <summary>A value that knows its own forms, such as a figure, a table or a piece of HTML.</summary>
public interface IDisplayable
{
    /// <summary>Makes all forms of the value.</summary>
    /// <returns>A bundle that has at least <c>text/plain</c>.</returns>
    MimeBundle ToBundle();
}
