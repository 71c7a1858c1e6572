using System.Runtime.InteropServices;

namespace ResearchKit.Kernel.Jupyter.Native;

/// <summary>The functions of the C library in use here, under its own names. Linux only.</summary>
internal static unsafe partial class Libc
{
    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int SetFlags = 4;
    public const int SetPipeSize = 1031;
    public const int DuplicateCloseOnExec = 1030;
    public const int LineBuffered = 1;
    public const short Readable = 1;

    /// <summary>Makes a pipe.</summary>
    /// <param name="descriptors">Two numbers to fill: the reading and the writing end.</param>
    /// <param name="flags">Flags of both ends.</param>
    /// <returns>0, or -1 with an error.</returns>
    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe2(int* descriptors, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int dup2(int from, int to);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(PollItem* items, nuint count, int milliseconds);

    [LibraryImport("libc")]
    public static partial int fflush(nint file);

    [LibraryImport("libc")]
    public static partial int setvbuf(nint file, byte* buffer, int mode, nuint size);

    [LibraryImport("libc")]
    public static partial int getppid();

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    public static partial void _exit(int code);

    /// <summary>The C library's <c>stdout</c>.</summary>
    /// <returns>The FILE, or 0 when this C library has it under another name.</returns>
    public static nint StandardOutput() =>
        NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "stdout", out var address) ? *(nint*)address : 0;

    /// <summary>One descriptor to wait for.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollItem
    {
        public int Descriptor;
        public short Events;
        public short Occurred;
    }
}
