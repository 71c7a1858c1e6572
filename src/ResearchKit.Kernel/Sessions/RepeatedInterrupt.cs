namespace ResearchKit.Kernel.Sessions;

/// <summary>Wakes a thread out of sleeps and waits, again and again, since code may catch the first wake-up and wait once more.</summary>
/// <param name="thread">The thread.</param>
internal sealed class RepeatedInterrupt(Thread thread) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private Timer? _timer;
    private bool _isDone;

    /// <summary>Begins.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                _timer ??= new Timer(_ => Interrupt(), null, TimeSpan.Zero, Period);
            }
        }
    }

    /// <summary>Ends, on the thread itself, and forgets an interrupt that has found it awake.</summary>
    public void Dispose()
    {
        while (!TryEnd())
        {
            // Interrupted while it waited for the lock.
        }

        try
        {
            Thread.Sleep(_timer is null ? 0 : 1);
        }
        catch (ThreadInterruptedException)
        {
            // This is the one to forget.
        }
    }

    private bool TryEnd()
    {
        try
        {
            lock (_lock)
            {
                _isDone = true;
                _timer?.Dispose();
                return true;
            }
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }

    private void Interrupt()
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                thread.Interrupt();
            }
        }
    }
}
