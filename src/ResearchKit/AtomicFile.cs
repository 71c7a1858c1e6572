namespace ResearchKit;

/// <summary>Writes a file whole or not at all.</summary>
/// <remarks>The content goes to a file beside and is renamed, so that an interrupted run leaves the old file or the new one.</remarks>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a file through a stream.</summary>
    /// <param name="path">The file; its folder is created when missing; a file that is there is replaced.</param>
    /// <param name="write">Writes the content; when it throws, the old file stays.</param>
    /// <exception cref="IOException">The file cannot be written; the old one stays.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? throw new IOException($"'{path}' is a folder; expected a file"));
        var beside = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file; its folder is created when missing; a file that is there is replaced.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="IOException">The file cannot be written; the old one stays.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        Write(path, stream => stream.Write(bytes));
    }
}
