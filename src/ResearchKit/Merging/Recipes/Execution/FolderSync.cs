using System.Runtime.InteropServices;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>What .NET has no words for: making names of files durable, and swapping two folders in one step.</summary>
internal static partial class FolderSync
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint ExchangeNames = 2; // RENAME_EXCHANGE

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

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
