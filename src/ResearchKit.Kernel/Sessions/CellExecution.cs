using System.Diagnostics;
using Microsoft.CodeAnalysis;
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
    public bool IsInterrupted { get; private set; }

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
                return Finish(RunParts(limits), limits);
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
        return Stopped(_stuckAs, null, " It could not be stopped, as code inside a native call cannot; the session cannot be used any more.");
    }

    private CellResult RunParts(CellLimits limits)
    {
        CellDirectives directives;
        try
        {
            directives = CellDirectives.Read(_code);
        }
        catch (CellRejectedException exception)
        {
            var line = FormattableString.Invariant($"{_name}, line {exception.Line}: {exception.Message}");
            return new CellResult(CellStatus.Rejected, _watch.Elapsed, Error: new CellError("CompilationError", line, [line]));
        }

        var result = new CellResult(CellStatus.Succeeded, TimeSpan.Zero);
        foreach (var part in directives.Parts)
        {
            if (part.Kind == CellPartKind.Code)
            {
                result = RunCode(part.Text, limits);
                if (!result.Succeeded)
                {
                    break;
                }
            }
            else
            {
                DisplayExtensions.DisplayAs(part.Text, part.Kind == CellPartKind.Html ? MimeTypes.Html : MimeTypes.Markdown);
            }
        }

        if (directives.IsTimed)
        {
            Displays.display(FormattableString.Invariant($"Wall time: {_watch.Elapsed.TotalMilliseconds:F1} ms"), MimeTypes.Text);
        }

        return result;
    }

    private CellResult RunCode(string code, CellLimits limits)
    {
        var (script, diagnostics) = _session.Compile(code, _name, limits.Cooperative);
        var compileErrors = new CompileErrors(_session.BaseFolder, _session.Sources);
        if (compileErrors.Warnings(diagnostics) is { Length: > 0 } warnings)
        {
            _route.Write(ConsoleChannel.Error, warnings);
        }

        if (diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return new CellResult(CellStatus.Rejected, _watch.Elapsed, Error: compileErrors.ToError(diagnostics));
        }

        object? value = null;
        Exception? exception = null;
        Stoppable(
            () =>
            {
                (value, exception) = CellPump.Run(() => _session.Continue(script, CancellationToken.None), limits.Force);
                if (exception is null && value is not null and not DisplayedValue)
                {
                    exception = Show(value);
                }
            },
            limits.Force);
        return exception is null
            ? new CellResult(CellStatus.Succeeded, _watch.Elapsed, value)
            : new CellResult(CellStatus.Failed, _watch.Elapsed, Error: new RuntimeErrors(_session.BaseFolder, _session.Sources).ToError(exception));
    }

    // A check in its loops and functions ends code that runs, an interrupt wakes code that sleeps or waits.
    private void Stoppable(Action action, CancellationToken force)
    {
        using var cell = CellGuard.Enter();
        using var interrupt = new RepeatedInterrupt(Thread.CurrentThread);
        using (force.UnsafeRegister(_ => Stop(), null))
        {
            action();
        }

        void Stop()
        {
            cell.Stop();
            IsInterrupted = true;
            interrupt.Start();
        }
    }

    private Exception? Show(object value)
    {
        try
        {
            _route.Result(Formatter.Format(value));
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception;
        }
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
