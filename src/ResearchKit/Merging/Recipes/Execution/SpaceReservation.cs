using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Asks for the space that a file will take, so that writing it later neither fails for lack of space nor has to find some.</summary>
internal static partial class SpaceReservation
{
    private const int KeepLength = 1; // FALLOC_FL_KEEP_SIZE
    private const int NoSpace = 28; // ENOSPC

    /// <summary>Reserves bytes and leaves the file's length as it is; does nothing where the system cannot.</summary>
    /// <exception cref="IOException">There is not enough space.</exception>
    public static void Make(SafeFileHandle file, string path, long start, long count)
    {
        if (OperatingSystem.IsLinux() && count > 0 && Allocate(file, KeepLength, start, count) != 0 && Marshal.GetLastPInvokeError() == NoSpace)
        {
            throw new IOException($"{path}: there is no space for {count} bytes more");
        }
    }

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long start, long count);
}
