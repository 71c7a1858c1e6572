using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Lets running cells be stopped: a session puts a call of <see cref="Check"/> into every loop and function of a cell.</summary>
/// <remarks>
/// The alternative, aborting the thread (<c>System.Runtime.ControlledExecution</c>), was measured to end the whole process in 17 of 142
/// attempts when the loop calls methods (.NET 10.0.12, Linux), and works once a thread. A check costs one read of a field.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellGuard
{
    private static readonly AsyncLocal<Cell?> Running = new();
    private static int _stopping;

    /// <summary>Goes on, or leaves the cell when it is being stopped by force.</summary>
    /// <exception cref="OperationCanceledException">The cell that this flow of execution belongs to is being stopped.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        // The field changes on another thread; an inlined read in an empty loop must not be hoisted out of it.
        if (Volatile.Read(ref _stopping) != 0)
        {
            LeaveIfStopped();
        }
    }

    /// <summary>Marks this flow of execution as that of a cell.</summary>
    /// <returns>The cell, to stop it; dispose it when the cell has ended.</returns>
    internal static Cell Enter()
    {
        var cell = new Cell();
        Running.Value = cell;
        return cell;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveIfStopped()
    {
        if (Running.Value is { IsStopped: true })
        {
            throw new OperationCanceledException("The cell was stopped.");
        }
    }

    /// <summary>A running cell.</summary>
    internal sealed class Cell : IDisposable
    {
        // Tasks that the cell left running get this long to reach a check; then checks are cheap again.
        private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(1);

        private int _isStopped;

        /// <summary>Whether the cell is to be left.</summary>
        public bool IsStopped => Volatile.Read(ref _isStopped) != 0;

        /// <summary>Makes the checks of the cell and of its tasks leave them.</summary>
        public void Stop()
        {
            if (Interlocked.Exchange(ref _isStopped, 1) == 0)
            {
                Interlocked.Increment(ref _stopping);
            }
        }

        /// <summary>Says that the cell has ended.</summary>
        public void Dispose()
        {
            if (IsStopped)
            {
                _ = Task.Delay(Stragglers).ContinueWith(_ => Interlocked.Decrement(ref _stopping), TaskScheduler.Default);
            }
        }
    }
}
