using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ResearchKit.Kernel.Jupyter.Native;

/// <summary>The process's standard error stream as it was given by the program that started the process.</summary>
internal static class OriginalError
{
    /// <summary>Opens the stream, which stays what it is when the descriptor is led elsewhere.</summary>
    /// <returns>A writer that several threads may use.</returns>
    public static TextWriter Open()
    {
        var descriptor = NativeOutput.IsSupported ? Libc.fcntl(2, Libc.DuplicateCloseOnExec, 3) : -1;
        return descriptor < 0
            ? Console.Error
            : TextWriter.Synchronized(new StreamWriter(new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0), new UTF8Encoding(false)) { AutoFlush = true });
    }
}
