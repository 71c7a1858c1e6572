using ResearchKit.Kernel.Parameters;

namespace ResearchKit.Kernel.Running;

/// <summary>The names and places of a run, as full paths since the working directory changes.</summary>
internal sealed class RunPaths
{
    private const string NoProfile = "default";

    /// <summary>Works out the names.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="declared">The parameters of the notebook.</param>
    public RunPaths(NotebookRunOptions options, IReadOnlyList<DeclaredParameter> declared)
    {
        Name = Path.GetFileNameWithoutExtension(options.NotebookPath);
        Profile = options.Profile ?? options.Parameters.GetValueOrDefault("profile") ?? DefaultOf(declared) ?? NoProfile;
        CheckProfile(Profile);
        var folder = options.ResultsFolder is null ? null : Path.Combine(Path.GetFullPath(options.ResultsFolder), Name);
        Results = folder is null ? null : Path.Combine(folder, $"{Profile}.json");
        Output = options.OutputPath is not null ? Path.GetFullPath(options.OutputPath)
            : folder is null ? null
            : Path.Combine(folder, $"{Profile}.ipynb");
    }

    /// <summary>The name of the notebook.</summary>
    public string Name { get; }

    /// <summary>The profile of the run.</summary>
    public string Profile { get; }

    /// <summary>The results file, or null.</summary>
    public string? Results { get; }

    /// <summary>The executed notebook, or null.</summary>
    public string? Output { get; }

    /// <summary>Refuses a profile that cannot be the name of a file.</summary>
    /// <param name="profile">The profile.</param>
    /// <exception cref="ArgumentException">It has other characters than letters, digits, dot, hyphen and underscore, or starts with a dot.</exception>
    public static void CheckProfile(string profile)
    {
        if (profile.Length is 0 or > 64 || profile[0] == '.' || !profile.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new ArgumentException($"'{profile}' is not a profile; expected a word such as quick, standard or paper.", nameof(profile));
        }
    }

    private static string? DefaultOf(IReadOnlyList<DeclaredParameter> declared)
    {
        var code = declared.FirstOrDefault(parameter => parameter is { Name: "profile", Type: { Name: "string", IsArray: false } })?.DefaultCode;
        return code is ['"', .., '"'] ? code[1..^1] : null;
    }
}
