namespace ResearchKit.Display;

/// <summary>Finds programs on the search path of the operating system, as a shell does.</summary>
internal static class ProgramFinder
{
    private static readonly string[] Endings = OperatingSystem.IsWindows() ? [string.Empty, ".exe", ".cmd", ".bat"] : [string.Empty];

    /// <summary>Looks for a program in the folders of <c>PATH</c>, in their order; a full path is looked at alone.</summary>
    /// <param name="program">Its name or path, on Windows with or without its ending.</param>
    /// <param name="folders">Folders to look in after those.</param>
    /// <returns>The full path of the file, or null where there is none.</returns>
    public static string? Find(string program, params IEnumerable<string> folders)
    {
        if (program.Length == 0)
        {
            return null;
        }

        var places = Path.IsPathFullyQualified(program)
            ? [program]
            : (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(folders).Select(folder => Path.Combine(folder, program));
        return places.SelectMany(place => Endings.Select(ending => place + ending)).FirstOrDefault(File.Exists);
    }
}
