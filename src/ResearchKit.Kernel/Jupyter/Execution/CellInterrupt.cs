namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>Lets other threads interrupt what the kernel is doing for a request. Thread safe.</summary>
internal sealed class CellInterrupt
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _current;

    /// <summary>Whether something is being done.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return _current is not null;
            }
        }
    }

    /// <summary>Does something that may be interrupted.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="work">Does it; is given the token of the interrupt.</param>
    /// <returns>Its result.</returns>
    public T Run<T>(Func<CancellationToken, T> work)
    {
        using var source = new CancellationTokenSource();
        lock (_lock)
        {
            _current = source;
        }

        try
        {
            return work(source.Token);
        }
        finally
        {
            lock (_lock)
            {
                _current = null;
            }
        }
    }

    /// <summary>Interrupts what is being done; between requests it does nothing.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            _current?.Cancel();
        }
    }
}
