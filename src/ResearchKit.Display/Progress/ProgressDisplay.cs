using Spectre.Console;

namespace ResearchKit.Display;

/// <summary>Shows how far a long computation has come: one display that is updated in a notebook, bars in a terminal, a line now and then in a log.</summary>
/// <remarks>
/// It is a log where the text goes to a file or a pipe, where the variable <c>CI</c> is set, and where <c>TERM</c> is <c>dumb</c>. Nothing is shown before the first report. Rate and time left are those of the current stage. Thread safe. Reports that come faster than the
/// display can use are dropped, but never the first and the last of a stage.
/// </remarks>
public sealed class ProgressDisplay : IProgress<ProgressReport>, IDisposable
{
    private static readonly TimeSpan NotebookInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly DisplayContext _context;
    private readonly TimeSpan _interval;
    private readonly long _started;
    private readonly IAnsiConsole? _terminal;
    private ProgressBarView? _bars;
    private DisplayedValue? _display;
    private ProgressReport _last;
    private long _stageStarted;
    private long _stageFirst;
    private long _shown;
    private bool _pending;
    private bool _disposed;

    /// <summary>Makes a progress display that goes where displays of this flow of execution go now.</summary>
    /// <param name="time">The clock, or null for the machine's.</param>
    public ProgressDisplay(TimeProvider? time = null)
        : this(time, ProgressTerminal.Behind(Displays.Current.Sink))
    {
    }

    /// <summary>Makes a progress display that draws bars when there is a terminal.</summary>
    internal ProgressDisplay(TimeProvider? time, IAnsiConsole? terminal)
    {
        _terminal = terminal;
        _time = time ?? TimeProvider.System;
        _context = Displays.Current;
        _interval = _context.Sink is TextSink ? LineInterval : NotebookInterval;
        _started = _time.GetTimestamp();
    }

    /// <summary>Takes a report and shows it when it is due.</summary>
    /// <param name="value">The report.</param>
    public void Report(ProgressReport value)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            if (_terminal is not null)
            {
                (_bars ??= new ProgressBarView(_terminal)).Report(value);
                return;
            }

            var isNewStage = _display is null || value.Stage != _last.Stage;
            if (isNewStage)
            {
                ShowPending();
                _stageStarted = _time.GetTimestamp();
                _stageFirst = value.Done;
            }

            _last = value;
            _pending = true;
            var isLast = value.Total > 0 && value.Done >= value.Total;
            if (isNewStage || isLast || _time.GetElapsedTime(_shown) >= _interval)
            {
                ShowPending();
            }
        }
    }

    /// <summary>Shows the last report with the whole time taken, and gives a terminal back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _bars?.Dispose();
            }

            if (!_disposed && _display is not null)
            {
                Show(ProgressText.Finished(_last, _time.GetElapsedTime(_started)));
            }

            _disposed = true;
        }
    }

    private void ShowPending()
    {
        if (_pending)
        {
            _pending = false;
            Show(ProgressText.Running(_last, _last.Done - _stageFirst, _time.GetElapsedTime(_stageStarted)));
        }
    }

    private void Show(ProgressText text)
    {
        _shown = _time.GetTimestamp();
        using (Displays.Route(_context))
        {
            if (_display is null)
            {
                _display = Displays.display(text);
            }
            else
            {
                _display.Update(text);
            }
        }
    }
}
