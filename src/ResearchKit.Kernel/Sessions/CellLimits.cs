namespace ResearchKit.Kernel.Sessions;

/// <summary>When a cell is asked to stop, when it is stopped by force, and when it counts as stuck.</summary>
internal sealed class CellLimits : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _trigger;
    private readonly CancellationTokenSource _cooperative = new();
    private readonly CancellationTokenSource _force = new();
    private readonly CancellationTokenSource _stuck = new();
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Starts the clock.</summary>
    /// <param name="timeLimit">The longest the cell may run, or null.</param>
    /// <param name="options">The periods of the session.</param>
    /// <param name="caller">The caller's wish to cancel.</param>
    public CellLimits(TimeSpan? timeLimit, SessionOptions options, CancellationToken caller)
    {
        _caller = caller;
        _trigger = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _registration = _trigger.Token.UnsafeRegister(_ => Stop(options), null);
        if (timeLimit is { } limit)
        {
            _trigger.CancelAfter(limit);
        }
    }

    /// <summary>Asks the cell to stop; cells see it as <see cref="SessionGlobals.CancellationToken"/>.</summary>
    public CancellationToken Cooperative => _cooperative.Token;

    /// <summary>Says that the cell is to be stopped by force.</summary>
    public CancellationToken Force => _force.Token;

    /// <summary>Says that the cell did not stop even so.</summary>
    public CancellationToken Stuck => _stuck.Token;

    /// <summary>How the cell ends because of a limit, or null when none was reached.</summary>
    public CellStatus? Reached =>
        !_trigger.IsCancellationRequested ? null : _caller.IsCancellationRequested ? CellStatus.Cancelled : CellStatus.TimedOut;

    /// <summary>Stops the clock. The tokens stay usable: a cell may have kept one.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        _trigger.Dispose();
        _force.CancelAfter(Timeout.InfiniteTimeSpan);
        _stuck.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    private void Stop(SessionOptions options)
    {
        _force.CancelAfter(options.GracePeriod);
        _stuck.CancelAfter(options.GracePeriod + options.StuckPeriod);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                _cooperative.Cancel();
            }
            catch (AggregateException)
            {
                // Thrown by what the cell registered with its token; on this thread it would end the process.
            }
        });
    }
}
