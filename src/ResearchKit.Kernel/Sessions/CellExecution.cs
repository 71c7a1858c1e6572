using System.Diagnostics;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>One cell from text to result, on the thread of its session.</summary>
internal sealed class CellExecution
{
    private readonly CSharpSession _session;
    private readonly string _code;
    private readonly string _name;
    private readonly CellRoute _route;
    private readonly CellOptions _options;
    private readonly CancellationToken _caller;
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stopwatch _watch = new();
    private CellStatus _stuckAs;
    private CellRunner? _runner;

    public CellExecution(CSharpSession session, string code, string name, ICellOutput output, CellOptions options, CancellationToken caller)
    {
        _session = session;
        _code = code;
        _name = name;
        _route = new CellRoute(output, session);
        _options = options;
        _caller = caller;
    }

    /// <summary>Ends when the cell could not be stopped.</summary>
    public Task Stuck => _stuck.Task;

    /// <summary>Whether the thread was interrupted.</summary>
    public bool IsInterrupted => _runner?.IsInterrupted == true;

    /// <summary>Runs the cell.</summary>
    /// <returns>How it ended.</returns>
    public CellResult Run()
    {
        _watch = Stopwatch.StartNew();
        using var limits = new CellLimits(_options.TimeLimit, _session.Options, _caller);
        using var registration = limits.Stuck.UnsafeRegister(
            _ =>
            {
                _stuckAs = limits.Reached ?? CellStatus.Cancelled;
                _stuck.TrySetResult();
            },
            null);
        _session.Globals.CancellationToken = limits.Cooperative;
        _session.RunningRoute = _route;
        ConsoleRoute.Ensure();
        using (ConsoleRoute.Enter(new ConsoleRoute.Target(_route, _options.Input)))
        using (Displays.Route(_session.DisplaysOf(_route)))
        {
            try
            {
                _runner = new CellRunner(_session, _route, limits);
                return Finish(_runner.Run(_code, _name, isOutermost: true), limits);
            }
            catch (Exception exception) when (limits.Reached is not null && exception is OperationCanceledException or ThreadInterruptedException)
            {
                return Finish(new CellResult(CellStatus.Cancelled, _watch.Elapsed), limits);
            }
            finally
            {
                _session.RunningRoute = null;
                _route.Close();
            }
        }
    }

    /// <summary>What to report when the cell could not be stopped; nothing that it shows afterwards is passed on.</summary>
    /// <returns>The result.</returns>
    public CellResult StuckResult()
    {
        _route.Close();
        return Stopped(_stuckAs, null, " It could not be stopped, as code inside a native call cannot; the session cannot be used until that call returns.");
    }

    private CellResult Finish(CellResult result, CellLimits limits) => limits.Reached is { } reached
        ? Stopped(reached, result.Error, string.Empty)
        : result with { Elapsed = _watch.Elapsed };

    private CellResult Stopped(CellStatus status, CellError? error, string detail)
    {
        var reason = status == CellStatus.TimedOut
            ? FormattableString.Invariant($"{_name} was stopped at its time limit of {_options.TimeLimit!.Value.TotalSeconds:0.###} s.{detail}")
            : $"{_name} was cancelled.{detail}";
        var name = status == CellStatus.TimedOut ? typeof(TimeoutException).FullName! : typeof(OperationCanceledException).FullName!;
        return new CellResult(status, _watch.Elapsed, Error: new CellError(name, reason, [reason, .. error?.Traceback ?? []]) { Exception = error?.Exception });
    }
}
