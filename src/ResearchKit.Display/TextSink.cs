namespace ResearchKit.Display;

/// <summary>Writes the plain text of every display, one after the other: what a program without a notebook does.</summary>
public sealed class TextSink : IDisplaySink
{
    private readonly TextWriter? _writer;
    private readonly Lock _lock = new();

    /// <summary>Makes a sink that writes to a writer.</summary>
    /// <param name="writer">Where to write, or null for the console as it is at the time of each display.</param>
    public TextSink(TextWriter? writer = null)
    {
        _writer = writer;
    }

    /// <summary>The stream of the console that it writes to, if any.</summary>
    internal ConsoleStream Stream => _writer is null || ReferenceEquals(_writer, Console.Out) ? ConsoleStream.Output
        : ReferenceEquals(_writer, Console.Error) ? ConsoleStream.Error
        : ConsoleStream.None;

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        lock (_lock)
        {
            (_writer ?? Console.Out).WriteLine(bundle.Text);
        }
    }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) => Display(bundle, displayId);
}
