using System.Diagnostics;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>Shows how far a computation has come on one line of standard error, when a person is watching; else one line a stage.</summary>
internal sealed class ProgressLine : IProgress<ProgressReport>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Stopwatch _sinceLast = new();
    private string _stage = string.Empty;
    private int _shownLength;

    /// <inheritdoc/>
    public void Report(ProgressReport value)
    {
        lock (_gate)
        {
            if (!Terminal.IsWatched)
            {
                ReportStage(value);
                return;
            }

            var isLast = value.Total > 0 && value.Done >= value.Total;
            if (_sinceLast.IsRunning && _sinceLast.Elapsed < Interval && !isLast)
            {
                return;
            }

            _sinceLast.Restart();
            Show(Describe(value));
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_shownLength > 0)
            {
                Show(string.Empty);
                Console.Error.Write('\r');
                _shownLength = 0;
            }
        }
    }

    private static string Describe(ProgressReport value)
    {
        var amount = value.Total > 0
            ? string.Create(CultureInfo.InvariantCulture, $" {100.0 * value.Done / value.Total:0}% ({value.Done:N0} of {value.Total:N0})")
            : value.Done > 0 ? string.Create(CultureInfo.InvariantCulture, $" {value.Done:N0}") : string.Empty;
        return value.Stage + amount + (value.Detail is null ? string.Empty : " " + value.Detail);
    }

    private void ReportStage(ProgressReport value)
    {
        if (value.Stage != _stage)
        {
            _stage = value.Stage;
            Console.Error.WriteLine(value.Stage);
        }
    }

    private void Show(string text)
    {
        var width = Math.Max(20, Terminal.Error.Profile.Width - 1);
        var shown = text.Length > width ? text[..width] : text;
        Console.Error.Write('\r' + shown.PadRight(_shownLength));
        _shownLength = shown.Length;
    }
}
