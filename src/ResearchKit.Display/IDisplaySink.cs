namespace ResearchKit.Display;

/// <summary>Where displays go: a notebook being run, a Jupyter client, a terminal, a test.</summary>
/// <remarks>Calls may come from any thread that the displaying code started; an implementation orders them.</remarks>
public interface IDisplaySink
{
    /// <summary>Shows a new value.</summary>
    /// <param name="bundle">The value in its MIME types.</param>
    /// <param name="displayId">A name under which <see cref="Update"/> may replace it.</param>
    void Display(MimeBundle bundle, string displayId);

    /// <summary>Replaces a value shown before.</summary>
    /// <param name="bundle">The new value.</param>
    /// <param name="displayId">The name that <see cref="Display"/> was given.</param>
    void Update(MimeBundle bundle, string displayId);
}
