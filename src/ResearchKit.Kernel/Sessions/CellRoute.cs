using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The way from a running cell to its output: one caller at a time, and closed when the cell has ended.</summary>
/// <param name="output">The output.</param>
/// <param name="session">The session, whose running cell takes the updates that a later cell makes.</param>
internal sealed class CellRoute(ICellOutput output, CSharpSession session) : IDisplaySink
{
    private readonly Lock _lock = new();
    private bool _isClosed;

    /// <summary>Whether the cell has ended.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>Passes text on.</summary>
    /// <param name="channel">The stream.</param>
    /// <param name="text">The text.</param>
    /// <returns>False when the cell has ended and the text went nowhere.</returns>
    public bool Write(ConsoleChannel channel, string text) => Do(() => output.Write(channel, text));

    /// <summary>Passes the result of the cell on.</summary>
    /// <param name="bundle">The result.</param>
    public void Result(MimeBundle bundle) => Do(() => output.Result(bundle));

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId) => Do(() => output.Display(bundle, displayId));

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId)
    {
        if (!Do(() => output.Update(bundle, displayId)) && session.RunningRoute is { } later && later != this)
        {
            later.Update(bundle, displayId);
        }
    }

    /// <summary>Ends the way; what comes later from tasks of the cell is not shown.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }
    }

    private bool Do(Action action)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            // The output may write to the console itself; that must not come back here.
            using (ConsoleRoute.Enter(null))
            {
                action();
            }

            return true;
        }
    }
}
