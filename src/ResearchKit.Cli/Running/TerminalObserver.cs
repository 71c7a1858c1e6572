using System.Diagnostics;
using System.Globalization;
using ResearchKit.Kernel.Running;
using ResearchKit.Kernel.Sessions;
using Spectre.Console;

namespace ResearchKit.Cli.Running;

/// <summary>Prints a run to standard error while it goes on: a line for each cell that ended, and for people a live line for the one that runs.</summary>
internal sealed class TerminalObserver : IRunObserver, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private const int LongestTitle = 100;

    private readonly Lock _gate = new();
    private readonly Stopwatch _cellClock = new();
    private readonly Timer? _timer;
    private CellRun? _cell;
    private string _lastText = string.Empty;
    private int _shownLength;

    public TerminalObserver()
    {
        if (Terminal.IsWatched)
        {
            _timer = new Timer(_ => Refresh(), null, Tick, Tick);
        }
    }

    /// <inheritdoc/>
    public void RunStarted(string name, string profile, int cells) => Terminal.Remark($"{name} ({profile}, {cells} cells)", Color.Aqua);

    /// <inheritdoc/>
    public void CellStarted(CellRun cell)
    {
        lock (_gate)
        {
            _cell = cell;
            _lastText = string.Empty;
            _cellClock.Restart();
        }
    }

    /// <inheritdoc/>
    public void TextWritten(CellRun cell, ConsoleChannel channel, string text)
    {
        var lines = text.Split('\n', '\r').Where(line => !string.IsNullOrWhiteSpace(line)).ToArray();
        if (lines.Length > 0)
        {
            lock (_gate)
            {
                _lastText = lines[^1].Trim();
            }
        }
    }

    /// <inheritdoc/>
    public void CellFinished(CellRun cell, CellResult result)
    {
        lock (_gate)
        {
            _cell = null;
            Clear();
            var mark = result.Succeeded ? string.Empty : $"  {result.Status}";
            Terminal.Remark(
                string.Create(CultureInfo.InvariantCulture, $"  [{cell.Number,2}/{cell.Total}] {result.Elapsed.TotalSeconds,7:0.0} s  {Title(cell)}{mark}"),
                result.Succeeded ? null : Color.Red);
        }
    }

    /// <inheritdoc/>
    public void RunFinished(NotebookRunResult result)
    {
        var seconds = result.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Terminal.Remark($"  {result.Status.ToString().ToLowerInvariant()} after {result.Cells.Done} of {result.Cells.Total} cells, {seconds} s", result.Status == NotebookRunStatus.Succeeded ? Color.Green : Color.Red);
        if (result.Error is { } error)
        {
            PrintError(error);
        }
    }

    /// <summary>Ends the live line.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _cell = null;
            Clear();
        }
    }

    private static string Title(CellRun cell)
    {
        var code = cell.Code.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? string.Empty;
        var title = cell.Heading is null ? code : $"{cell.Heading}: {code}";
        return title.Length > LongestTitle ? title[..(LongestTitle - 3)] + "..." : title;
    }

    private static void PrintError(NotebookRunError error)
    {
        Terminal.Remark($"cell {error.CellNumber} ({error.CellId}):", Color.Red);
        foreach (var line in error.Code.TrimEnd().Split('\n'))
        {
            Terminal.Remark("  | " + line.TrimEnd('\r'));
        }

        foreach (var line in error.Error.Traceback)
        {
            Terminal.Remark(line.TrimEnd('\n', '\r'));
        }
    }

    private void Refresh()
    {
        lock (_gate)
        {
            if (_cell is null)
            {
                return;
            }

            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"  [{_cell.Number,2}/{_cell.Total}] {_cellClock.Elapsed.TotalSeconds,7:0.0} s  {Title(_cell)}  {_lastText}");
            var width = Math.Max(20, Terminal.Error.Profile.Width - 1);
            var shown = line.Length > width ? line[..width] : line;
            Console.Error.Write('\r' + shown.PadRight(_shownLength));
            _shownLength = shown.Length;
        }
    }

    private void Clear()
    {
        if (_shownLength > 0)
        {
            Console.Error.Write('\r' + new string(' ', _shownLength) + '\r');
            _shownLength = 0;
        }
    }
}
