using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>What .NET has no words for: making names of files durable, swapping two folders in one step, and asking for space.</summary>
internal static partial class FileSystem
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint ExchangeNames = 2; // RENAME_EXCHANGE
    private const int KeepLength = 1; // FALLOC_FL_KEEP_SIZE
    private const int NoSpace = 28; // ENOSPC

    /// <summary>Waits until the disk has the names in a folder; does nothing where the system does that by itself.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor >= 0)
        {
            // Some file systems refuse folders; they have no order to keep.
            _ = FSync(descriptor);
            _ = Close(descriptor);
        }
    }

    /// <summary>Swaps two folders, in one step where the system can.</summary>
    /// <exception cref="IOException">They cannot be swapped; both stay.</exception>
    public static void Exchange(string first, string second)
    {
        if (OperatingSystem.IsLinux() && RenameAt(CurrentFolder, first, CurrentFolder, second, ExchangeNames) == 0)
        {
            return;
        }

        // Elsewhere there is a moment without the second; its old content is then beside it under this name.
        var aside = second + ".old";
        Directory.Move(second, aside);
        try
        {
            Directory.Move(first, second);
        }
        catch
        {
            Directory.Move(aside, second);
            throw;
        }

        Directory.Move(aside, first);
    }

    /// <summary>Asks for the space that a file will take, so that writing it later neither fails for lack of space nor has to find some; does nothing where the system cannot.</summary>
    /// <exception cref="IOException">There is not enough space.</exception>
    public static void Reserve(SafeFileHandle file, string path, long start, long count)
    {
        if (!OperatingSystem.IsLinux() || count <= 0)
        {
            return;
        }

        // The length stays as it is: it tells how far the file has come.
        if (Allocate(file, KeepLength, start, count) != 0 && Marshal.GetLastPInvokeError() == NoSpace)
        {
            throw new IOException($"{path}: there is no space for {count} bytes more");
        }
    }

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long start, long count);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
