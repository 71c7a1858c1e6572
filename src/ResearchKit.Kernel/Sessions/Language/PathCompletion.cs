namespace ResearchKit.Kernel.Sessions;

/// <summary>Completes the path of a file.</summary>
internal static class PathCompletion
{
    // Enough to choose from; a folder of data may hold a million files.
    private const int Maximum = 500;

    /// <summary>Looks for files and folders.</summary>
    /// <param name="typed">The path so far.</param>
    /// <param name="start">Where in the cell it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="baseFolder">The folder that it is relative to.</param>
    /// <param name="extensions">The files wanted.</param>
    /// <returns>Paths that begin with what was typed; those of folders end in a slash.</returns>
    public static CodeCompletions Find(string typed, int start, int end, string baseFolder, IReadOnlyList<string> extensions)
    {
        var cut = typed.LastIndexOfAny(['/', '\\']) + 1;
        var (head, name) = (typed[..cut], typed[cut..]);
        if (typed.Contains(':', StringComparison.Ordinal) && !Path.IsPathRooted(typed))
        {
            return new CodeCompletions(end, end, []);
        }

        try
        {
            var folder = new DirectoryInfo(Path.Combine(baseFolder, head));
            var items = folder.EnumerateFileSystemInfos()
                .Where(entry => entry.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (name.Length > 0 || !entry.Name.StartsWith('.')))
                .Where(entry => entry is DirectoryInfo || extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                .Take(Maximum)
                .Select(entry => new CodeCompletion(head + entry.Name + (entry is DirectoryInfo ? "/" : string.Empty), "path"))
                .OrderBy(item => item.Text, StringComparer.OrdinalIgnoreCase);
            return new CodeCompletions(start, end, [.. items]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A folder that is not there or not ours to read has nothing to offer.
            return new CodeCompletions(end, end, []);
        }
    }
}
