using System.Diagnostics;
using System.Runtime;
using Microsoft.CodeAnalysis;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

// ControlledExecution is marked obsolete because aborted code may leave shared state broken. It is the only way to stop a
// loop in a cell; a session aborts only after its grace period, and says so.
#pragma warning disable SYSLIB0046

/// <summary>One cell from text to result, on the thread of its session.</summary>
internal sealed class CellExecution
{
    private readonly CSharpSession _session;
    private readonly string _code;
    private readonly string _name;
    private readonly CellRoute _route;
    private readonly TimeSpan? _timeLimit;
    private readonly CancellationToken _caller;
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stopwatch _watch = new();
    private CellStatus _stuckAs;

    public CellExecution(CSharpSession session, string code, string name, ICellOutput output, TimeSpan? timeLimit, CancellationToken caller)
    {
        _session = session;
        _code = code;
        _name = name;
        _route = new CellRoute(output);
        _timeLimit = timeLimit;
        _caller = caller;
    }

    /// <summary>Ends when the cell could not be stopped.</summary>
    public Task Stuck => _stuck.Task;

    /// <summary>Whether the thread was aborted, which the runtime can do only once to a thread.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Runs the cell.</summary>
    /// <returns>How it ended.</returns>
    public CellResult Run()
    {
        _watch = Stopwatch.StartNew();
        using var limits = new CellLimits(_timeLimit, _session.Options, _caller);
        using var registration = limits.Stuck.UnsafeRegister(
            _ =>
            {
                _stuckAs = limits.Reached ?? CellStatus.Cancelled;
                _stuck.TrySetResult();
            },
            null);
        _session.Globals.CancellationToken = limits.Cooperative;
        ConsoleRoute.Ensure();
        using (ConsoleRoute.Enter(new ConsoleRoute.Target(_route, _session.Options.ReadLine)))
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
                _route.Close();
            }
        }
    }

    /// <summary>What to report when the cell could not be stopped; nothing that it shows afterwards is passed on.</summary>
    /// <returns>The result.</returns>
    public CellResult StuckResult()
    {
        _route.Close();
        return Stopped(_stuckAs, null, " It did not react to being aborted, as code inside a native call cannot; the session cannot be used any more.");
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
        var compileErrors = new CompileErrors(_session.BaseFolder);
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
        Abortable(
            () =>
            {
                (value, exception) = CellPump.Run(() => _session.Continue(script, CancellationToken.None), limits.Abort);
                if (exception is null && value is not null and not DisplayedValue)
                {
                    exception = Show(value);
                }
            },
            limits.Abort);
        return exception is null
            ? new CellResult(CellStatus.Succeeded, _watch.Elapsed, value)
            : new CellResult(CellStatus.Failed, _watch.Elapsed, Error: new RuntimeErrors(_session.BaseFolder).ToError(exception));
    }

    // An abort takes effect only in running managed code; a thread that sleeps or waits must be woken by an interrupt.
    private void Abortable(Action action, CancellationToken abort)
    {
        try
        {
            ControlledExecution.Run(
                () =>
                {
                    using (abort.UnsafeRegister(thread => ((Thread)thread!).Interrupt(), Thread.CurrentThread))
                    {
                        action();
                    }
                },
                abort);
        }
        finally
        {
            if (abort.IsCancellationRequested)
            {
                IsAborted = true;
                Discard();
            }
        }
    }

    // An interrupt that found the thread awake would hit the next lock that it waits for.
    private static void Discard()
    {
        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            // This is the one to discard.
        }
    }

    private Exception? Show(object value)
    {
        try
        {
            _route.Result(Formatter.Format(value));
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException and not ThreadAbortException)
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
            ? FormattableString.Invariant($"{_name} was stopped at its time limit of {_timeLimit!.Value.TotalSeconds:0.###} s.{detail}")
            : $"{_name} was cancelled.{detail}";
        var name = status == CellStatus.TimedOut ? typeof(TimeoutException).FullName! : typeof(OperationCanceledException).FullName!;
        return new CellResult(status, _watch.Elapsed, Error: new CellError(name, reason, [reason, .. error?.Traceback ?? []]) { Exception = error?.Exception });
    }
}
