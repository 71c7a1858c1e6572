using Spectre.Console;

namespace ResearchKit.Display;

/// <summary>Progress as bars in a terminal, one for each stage, with count, rate and time left.</summary>
internal sealed class ProgressBarView : IDisposable
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;
    private readonly ProgressContext _context;
    private ProgressTask? _stage;
    private string _name = string.Empty;

    /// <summary>Starts to draw.</summary>
    public ProgressBarView(IAnsiConsole console)
    {
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        var progress = console.Progress()
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ProgressCountColumn(), new ProgressRateColumn(), new RemainingTimeColumn());

        // Spectre draws as long as a function runs; the function here lasts until the last report has come.
        _drawing = Task.Run(() => progress.StartAsync(context =>
        {
            started.SetResult(context);
            return _finished.Task;
        }));
        Task.WaitAny(started.Task, _drawing);
        if (_drawing.IsFaulted)
        {
            _drawing.GetAwaiter().GetResult();
        }

        _context = started.Task.GetAwaiter().GetResult();
    }

    /// <summary>Moves the bar of a stage; a new stage gets a bar of its own.</summary>
    public void Report(ProgressReport report)
    {
        if (_stage is null || report.Stage != _name)
        {
            Finish(_stage);
            _stage = _context.AddTask("…");
            _name = report.Stage;
        }

        _stage.Description = Markup.Escape(report.Detail is null ? report.Stage : $"{report.Stage}: {report.Detail}").ReplaceLineEndings(" ");
        _stage.IsIndeterminate = report.Total <= 0;
        _stage.MaxValue = report.Total > 0 ? report.Total : Math.Max(1, report.Done + 1);
        _stage.Value = Math.Min(report.Done, _stage.MaxValue);
    }

    /// <summary>Draws the last state and gives the terminal back.</summary>
    public void Dispose()
    {
        Finish(_stage);
        _finished.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }

    /// <summary>Ends the bar of a stage; one whose length nobody knew is full now.</summary>
    private static void Finish(ProgressTask? stage)
    {
        if (stage is { IsIndeterminate: true })
        {
            (stage.IsIndeterminate, stage.MaxValue) = (false, Math.Max(1, stage.Value));
        }

        stage?.StopTask();
    }
}
