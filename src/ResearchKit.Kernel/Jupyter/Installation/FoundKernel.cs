namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>A kernel that Jupyter can see.</summary>
/// <param name="Name">The name that notebooks use, which is that of the folder.</param>
/// <param name="Folder">The full path of the folder that holds its <c>kernel.json</c>.</param>
public sealed record FoundKernel(string Name, string Folder)
{
    /// <summary>The name that people see; empty when the file does not say.</summary>
    public string DisplayName { get; init; } = string.Empty;

    /// <summary>The language; empty when the file does not say.</summary>
    public string Language { get; init; } = string.Empty;

    /// <summary>The command that starts it; empty when the file has none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether this kit installed it.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether a kernel of the same name in an earlier folder hides it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the program of the command is there, and for <c>dotnet X.dll</c> the assembly too.</summary>
    public bool ProgramExists { get; init; }

    /// <summary>Why the file cannot be read, or null when it can.</summary>
    public string? Problem { get; init; }
}
