namespace ResearchKit.Kernel.Files;

/// <summary>Writes whole files or nothing.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file and renames, so that a reader sees the old content or the new.</summary>
    /// <param name="path">The file; its folder is created when missing.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="IOException">The file cannot be written; the old one is kept.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full) ?? throw new IOException($"'{path}' is a folder; expected a file.");
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.part");
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
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
}
