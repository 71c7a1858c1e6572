using System.Diagnostics;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>One display that says what is being done and for how long, and at the end what was done.</summary>
internal sealed class WorkProgress : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly string _doing;
    private readonly DisplayedValue _display;
    private readonly Timer _timer;
    private bool _isDone;

    /// <summary>Shows what begins.</summary>
    /// <param name="doing">What is being done.</param>
    public WorkProgress(string doing)
    {
        _doing = doing;
        _display = Displays.display(doing + " ...", MimeTypes.Text);
        _timer = new Timer(_ => Tick(), null, Period, Period);
    }

    /// <summary>Replaces the display for good.</summary>
    /// <param name="text">What was done. It holds no time, so that a notebook is the same after each run.</param>
    public void Finish(string text)
    {
        lock (_lock)
        {
            _isDone = true;
            _display.Update(text);
        }
    }

    /// <summary>Ends the clock; a display that was not finished says that the work was not.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            if (!_isDone)
            {
                _isDone = true;
                _display.Update(_doing + ": not done.");
            }
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                _display.Update(FormattableString.Invariant($"{_doing} ... {_watch.Elapsed.TotalSeconds:0} s"));
            }
        }
    }
}
