using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Native;

/// <summary>Catches what native code and child processes write to the descriptors 1 and 2 of this process.</summary>
/// <remarks>
/// A thread waits for text and hands it to the target of the moment; <see cref="Read"/> takes what is there at once, which keeps
/// it in order with text that came another way. Linux only; elsewhere native output goes where the process's output goes.
/// </remarks>
internal sealed unsafe class NativeOutput : IDisposable
{
    private readonly Lock _lock = new();
    private readonly NativeStream[] _streams;
    private readonly nint _libraryOutput = Libc.StandardOutput();
    private volatile INativeOutputTarget _target;

    /// <summary>Begins to catch.</summary>
    /// <param name="target">Where text goes at first.</param>
    /// <exception cref="IOException">The system has no descriptor left.</exception>
    public NativeOutput(INativeOutputTarget target)
    {
        _target = target;
        FlushLibrary();
        _streams = [new NativeStream(1, ConsoleChannel.Output), new NativeStream(2, ConsoleChannel.Error)];

        // The C library would keep 4 KB back in a pipe; a line at a time is what a reader sees in a terminal too.
        if (_libraryOutput != 0)
        {
            _ = Libc.setvbuf(_libraryOutput, null, Libc.LineBuffered, 0);
        }

        new Thread(Watch) { IsBackground = true, Name = "native output" }.Start();
    }

    /// <summary>Whether this system's output can be caught.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Hands what comes from now on to another target; what came before goes to the one before.</summary>
    /// <param name="target">The target.</param>
    public void Redirect(INativeOutputTarget target)
    {
        FlushLibrary();
        _target.Take(this);
        _target = target;
    }

    /// <summary>Makes the C library write what it keeps back. Call it without holding a lock: it waits for a writer that waits for a reader.</summary>
    public void FlushLibrary()
    {
        if (_libraryOutput != 0)
        {
            _ = Libc.fflush(_libraryOutput);
        }
    }

    /// <summary>Reads what is there.</summary>
    /// <param name="take">Takes the text; it must not wait for native code.</param>
    public void Read(Action<ConsoleChannel, string> take)
    {
        lock (_lock)
        {
            foreach (var stream in _streams)
            {
                stream.Read(take);
            }
        }
    }

    /// <summary>Gives the process its output back. What was written is handed on before.</summary>
    public void Dispose()
    {
        FlushLibrary();
        foreach (var stream in _streams)
        {
            stream.Restore();
        }

        _target.Take(this);
    }

    private void Watch()
    {
        var items = stackalloc Libc.PollItem[2];
        while (!_streams.All(stream => stream.IsAtEnd))
        {
            for (var i = 0; i < 2; i++)
            {
                items[i] = new Libc.PollItem { Descriptor = _streams[i].IsAtEnd ? -1 : _streams[i].ReadEnd, Events = Libc.Readable };
            }

            if (Libc.poll(items, 2, -1) > 0)
            {
                _target.Take(this);
            }
        }
    }
}
