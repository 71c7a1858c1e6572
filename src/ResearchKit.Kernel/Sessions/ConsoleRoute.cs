namespace ResearchKit.Kernel.Sessions;

/// <summary>Sends the console of each flow of execution to the cell that the flow belongs to.</summary>
/// <remarks>The console is replaced while at least one session exists and put back after the last one.</remarks>
internal static class ConsoleRoute
{
    private static readonly AsyncLocal<Target?> Routed = new();
    private static readonly Lock Gate = new();
    private static int _users;
    private static (TextWriter Out, TextWriter Error, TextReader In) _originals;
    private static (TextWriter Out, TextWriter Error, TextReader In) _installed;

    /// <summary>Where the console of the current flow goes, or null for the real one.</summary>
    public static Target? Current => Routed.Value;

    /// <summary>Takes the console over, if it is not already.</summary>
    public static void Acquire()
    {
        lock (Gate)
        {
            if (_users++ == 0)
            {
                _originals = (Console.Out, Console.Error, Console.In);
                Set((new RoutedWriter(ConsoleChannel.Output, _originals.Out), new RoutedWriter(ConsoleChannel.Error, _originals.Error), new RoutedReader(_originals.In)));
                _installed = (Console.Out, Console.Error, Console.In);
            }
        }
    }

    /// <summary>Takes the console over again when a cell has replaced it, so that later cells are captured too.</summary>
    public static void Ensure()
    {
        lock (Gate)
        {
            if (_users > 0 && !ReferenceEquals(Console.Out, _installed.Out))
            {
                Console.SetOut(_installed.Out);
            }

            if (_users > 0 && !ReferenceEquals(Console.Error, _installed.Error))
            {
                Console.SetError(_installed.Error);
            }
        }
    }

    /// <summary>Puts the console back when nobody needs it any more.</summary>
    public static void Release()
    {
        lock (Gate)
        {
            if (--_users == 0)
            {
                Set(_originals);
            }
        }
    }

    /// <summary>Routes the console of the current flow.</summary>
    /// <param name="target">Where to, or null for the real console.</param>
    /// <returns>Dispose it in the same flow to go back.</returns>
    public static IDisposable Enter(Target? target)
    {
        var before = Routed.Value;
        Routed.Value = target;
        return new Restore(before);
    }

    /// <summary>Asks whoever answers the cell of the current flow for a line.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="isPassword">Whether the answer is a secret.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">The flow belongs to no cell, or nobody can answer it.</exception>
    public static string Ask(string prompt, bool isPassword)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var target = Current ?? throw new InvalidOperationException("Input can be asked for in a running cell only.");
        var input = target.Input ?? throw new InvalidOperationException("This run has nobody to answer a request for input; make the input a parameter of the notebook.");

        if (target.Route.IsClosed)
        {
            throw new InvalidOperationException("The cell that asks for input has ended; ask before its end.");
        }

        // What the answering side writes to the console is not output of the cell.
        using (Enter(null))
        {
            return input.Read(prompt, isPassword);
        }
    }

    private static void Set((TextWriter Out, TextWriter Error, TextReader In) streams)
    {
        Console.SetOut(streams.Out);
        Console.SetError(streams.Error);
        Console.SetIn(streams.In);
    }

    /// <summary>Where the console of a cell goes and comes from.</summary>
    /// <param name="Route">The output of the cell.</param>
    /// <param name="Input">Answers a read, or null when there is nobody to ask.</param>
    internal sealed record Target(CellRoute Route, ICellInput? Input);

    private sealed class Restore(Target? before) : IDisposable
    {
        public void Dispose() => Routed.Value = before;
    }
}
