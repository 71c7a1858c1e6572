using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Runs the awaits of a cell on the thread of the cell, so that it can be interrupted there.</summary>
/// <remarks>
/// A continuation goes to the cell's thread only while that thread waits here for one; otherwise it goes to the thread pool.
/// So a cell that blocks on a task (<c>.Result</c>) cannot deadlock, as it would with a context that owns all continuations.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to release, and posts may come after the end.")]
internal sealed class CellPump : SynchronizationContext
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0);
    private (SendOrPostCallback Callback, object? State)? _next;
    private bool _isWaiting;

    /// <summary>Starts a task on this thread and works until it has ended.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="start">Starts the task.</param>
    /// <param name="force">Ends the waiting; the task is then left to itself.</param>
    /// <returns>The result of the task.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="force"/> was cancelled.</exception>
    public static T Run<T>(Func<Task<T>> start, CancellationToken force)
    {
        var before = Current;
        var pump = new CellPump();
        SetSynchronizationContext(pump);
        try
        {
            var task = start();
            pump.WaitFor(task, force);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
        {
            if (_isWaiting)
            {
                _isWaiting = false;
                _next = (d, state);
                _signal.Release();
                return;
            }
        }

        ThreadPool.QueueUserWorkItem(item => item.d(item.state), (d, state), preferLocal: false);
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    private void WaitFor(Task task, CancellationToken force)
    {
        task.ContinueWith(
            _ => _signal.Release(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            lock (_lock)
            {
                _isWaiting = true;
            }

            _signal.Wait(force);
            Take()?.Invoke();
        }

        // Work of a task that the cell did not await may have come at the last moment.
        if (Take() is { } rest)
        {
            ThreadPool.QueueUserWorkItem(_ => rest());
        }
    }

    private Action? Take()
    {
        lock (_lock)
        {
            _isWaiting = false;
            if (_next is not { } next)
            {
                return null;
            }

            _next = null;
            return () => next.Callback(next.State);
        }
    }
}
