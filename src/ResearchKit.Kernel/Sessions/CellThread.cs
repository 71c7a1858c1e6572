using System.Collections.Concurrent;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The one thread on which all cells of a session run, one after the other.</summary>
/// <remarks>A thread that was interrupted is replaced: an interrupt that came late would hit the next cell.</remarks>
internal sealed class CellThread : IDisposable
{
    // Recursive algorithms in cells go deeper than the 1.5 MB that some systems give a thread.
    private const int StackSize = 64 * 1024 * 1024;

    private readonly BlockingCollection<(Action Action, Func<bool> IsSpent)> _work = [];

    /// <summary>Starts the thread.</summary>
    public CellThread() => Start();

    /// <summary>Runs a function on the thread, after everything queued before it.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="isSpent">Asked afterwards: whether the thread must be replaced.</param>
    /// <returns>Its result, or its exception.</returns>
    public Task<T> Run<T>(Func<T> function, Func<bool> isSpent)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

        // The surroundings of the caller (culture, display route) are those of the cell.
        var context = ExecutionContext.Capture();
        _work.Add((Run, isSpent));
        return completion.Task;

        void Run()
        {
            if (context is null)
            {
                Complete(completion, function);
            }
            else
            {
                ExecutionContext.Run(context, _ => Complete(completion, function), null);
            }
        }
    }

    /// <summary>Lets the thread end once its queue is empty.</summary>
    public void Dispose() => _work.CompleteAdding();

    private static void Complete<T>(TaskCompletionSource<T> completion, Func<T> function)
    {
        try
        {
            completion.SetResult(function());
        }
        catch (Exception exception)
        {
            completion.SetException(exception);
        }
    }

    private void Start()
    {
        var thread = new Thread(Work, StackSize) { IsBackground = true, Name = "C# session" };
        thread.Start();
    }

    private void Work()
    {
        foreach (var (action, isSpent) in _work.GetConsumingEnumerable())
        {
            action();
            if (isSpent())
            {
                Start();
                return;
            }
        }
    }
}
