namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>Tells whether the program of a kernel's command is on this machine.</summary>
internal static class ProgramFinder
{
    /// <summary>Looks for the program: where its path says, or on the search path; and for the assembly that it runs, if it is dotnet.</summary>
    /// <param name="arguments">The command.</param>
    /// <returns>Whether all of it is there.</returns>
    public static bool Exists(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].Length == 0 || !IsThere(arguments[0]))
        {
            return false;
        }

        return arguments.Count < 2 || !Path.IsPathFullyQualified(arguments[1]) || !arguments[1].EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || File.Exists(arguments[1]);
    }

    private static bool IsThere(string program)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return File.Exists(program) || (OperatingSystem.IsWindows() && File.Exists(program + ".exe"));
        }

        string[] endings = OperatingSystem.IsWindows() ? [string.Empty, ".exe", ".cmd", ".bat"] : [string.Empty];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => endings.Any(ending => File.Exists(Path.Combine(folder, program + ending))));
    }
}
