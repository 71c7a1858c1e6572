using System.Diagnostics;
using Microsoft.CodeAnalysis;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Runs the parts of a cell, and those of the cells that it imports.</summary>
/// <param name="session">The session.</param>
/// <param name="route">The output of the cell.</param>
/// <param name="limits">When the cell is stopped.</param>
internal sealed class CellRunner(CSharpSession session, CellRoute route, CellLimits limits)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Whether the thread was interrupted.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>The session.</summary>
    public CSharpSession Session => session;

    /// <summary>When the cell is stopped.</summary>
    public CellLimits Limits => limits;

    /// <summary>The files that are being imported, the innermost on top.</summary>
    public Stack<string> Importing { get; } = new();

    /// <summary>Runs a cell.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="isOutermost">Whether its last value is the result; the values of imported cells are shown as displays.</param>
    /// <returns>How it ended.</returns>
    public CellResult Run(string code, string name, bool isOutermost)
    {
        var start = _watch.Elapsed;
        CellDirectives directives;
        try
        {
            directives = CellDirectives.Read(code);
        }
        catch (CellRejectedException exception)
        {
            return Rejected(exception, name);
        }

        var result = new CellResult(CellStatus.Succeeded, TimeSpan.Zero);
        for (var i = 0; i < directives.Parts.Count && result.Succeeded; i++)
        {
            result = RunPart(directives.Parts[i], name, isOutermost && i == directives.Parts.Count - 1);
        }

        if (directives.IsTimed && result.Succeeded)
        {
            Displays.display(FormattableString.Invariant($"Wall time: {(_watch.Elapsed - start).TotalMilliseconds:F1} ms"), MimeTypes.Text);
        }

        return result;
    }

    private CellResult RunPart(CellPart part, string name, bool isLast)
    {
        switch (part.Kind)
        {
            case CellPartKind.Code:
                return RunCode(part.Text, name, isLast);
            case CellPartKind.Markdown:
                Displays.display(new RenderedMarkdown(part.Text));
                break;
            case CellPartKind.Html:
                part.Text.DisplayAs(MimeTypes.Html);
                break;
            case CellPartKind.JavaScript:
                part.Text.DisplayAs(MimeTypes.JavaScript);
                break;
            case CellPartKind.Action:
                return Act(part, name) ?? new CellResult(CellStatus.Succeeded, _watch.Elapsed);
            default:
                throw new UnreachableException($"A part of a cell is {part.Kind}.");
        }

        return new CellResult(CellStatus.Succeeded, _watch.Elapsed);
    }

    private CellResult? Act(CellPart part, string name)
    {
        try
        {
            return part.Directive!.Run(new DirectiveCall(this, name, part.Line, part.Text));
        }
        catch (CellRejectedException exception)
        {
            return Rejected(exception, name);
        }
    }

    private CellResult Rejected(CellRejectedException exception, string name)
    {
        var message = FormattableString.Invariant($"{session.Shorten(exception.File ?? name)}, line {exception.Line}: {exception.Message}");
        return new CellResult(CellStatus.Rejected, _watch.Elapsed, Error: new CellError("CompilationError", message, message.Split('\n')));
    }

    private CellResult RunCode(string code, string name, bool isLast)
    {
        try
        {
            session.References.Prepare(code, name, limits.Cooperative);
        }
        catch (CellRejectedException rejection)
        {
            return Rejected(rejection, name);
        }

        var (script, diagnostics) = session.Compile(code, name, limits.Cooperative);
        var compileErrors = new CompileErrors(session);
        if (compileErrors.Warnings(diagnostics) is { Length: > 0 } warnings)
        {
            route.Write(ConsoleChannel.Error, warnings);
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
                (value, exception) = CellPump.Run(() => session.Continue(script, code, CancellationToken.None), limits.Force);
                if (exception is null && value is not null and not DisplayedValue)
                {
                    exception = Show(value, isLast);
                }
            },
            limits.Force);
        return exception is null
            ? new CellResult(CellStatus.Succeeded, _watch.Elapsed, value)
            : new CellResult(CellStatus.Failed, _watch.Elapsed, Error: new RuntimeErrors(session.BaseFolder, session.Sources).ToError(exception));
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

    // A cell has one result, the value at its end; values of parts before it are displays.
    private Exception? Show(object value, bool isLast)
    {
        try
        {
            if (isLast)
            {
                route.Result(Formatter.Format(value));
            }
            else
            {
                Displays.display(value);
            }

            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception;
        }
    }
}
