using System.Runtime.InteropServices;
using ResearchKit.Display;
using ResearchKit.Kernel.Jupyter.Connection;
using ResearchKit.Kernel.Jupyter.Native;

namespace ResearchKit.Kernel.Jupyter;

/// <summary>A process that is a Jupyter kernel and nothing else.</summary>
/// <remarks>
/// It catches what native code writes to the process's output, takes SIGINT for an interrupt, and ends when it is shut down, on SIGTERM,
/// or when the process that started it (JPY_PARENT_PID) has gone.
/// </remarks>
public static class KernelProcess
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs a kernel until it is shut down.</summary>
    /// <param name="connection">Where it listens and how messages are signed.</param>
    /// <param name="options">How it is set up.</param>
    /// <exception cref="InvalidOperationException">The address can be reached from other machines, which was not allowed.</exception>
    /// <exception cref="DllNotFoundException">libzmq is not on this machine; the message lists what was tried.</exception>
    /// <exception cref="IOException">A port is taken, or the address is not of this machine.</exception>
    public static void Run(ConnectionFile connection, KernelOptions options)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(options);

        // The log keeps the stream that it has now; from here on the descriptors belong to cells.
        var log = options.Log ?? OriginalError.Open();
        using var native = NativeOutput.IsSupported ? new NativeOutput(new LogTarget(log)) : null;
        if (native is not null)
        {
            // Streams of the console that were opened before would go around the catching.
            Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
            Console.SetError(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
        }

        var parent = ParentProcess.Find();
        bool isStuck;
        using (var kernel = new JupyterKernel(connection, options with { Log = log }, native))
        {
            using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Take(signal, kernel.Interrupt));
            using var ends = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Take(signal, kernel.Stop));
            while (!kernel.Wait(Look) && parent?.HasGone != true)
            {
            }

            kernel.Dispose();
            isStuck = kernel.HasStuckCell;
        }

        if (isStuck && NativeOutput.IsSupported)
        {
            // An orderly exit would take libraries down under the code that still runs in them.
            (options.FigureRenderer as IDisposable)?.Dispose();
            Libc._exit(0);
        }
    }

    private static void Take(PosixSignalContext signal, Action action)
    {
        signal.Cancel = true;
        action();
    }

    /// <summary>Writes native output that comes before the first cell where it would have gone.</summary>
    private sealed class LogTarget(TextWriter log) : INativeOutputTarget
    {
        public void Take(NativeOutput output)
        {
            try
            {
                output.Read((_, text) => log.Write(text));
            }
            catch (IOException)
            {
                // Whoever read the log has gone.
            }
        }
    }
}
