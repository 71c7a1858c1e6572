namespace ResearchKit.Data;

/// <summary>Finds the folder of a data set on this machine.</summary>
/// <remarks>
/// Looked at in this order: <c>$RESEARCHKIT_DATA/name</c> when that variable is set, else the cache folder
/// (<c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, then <c>researchkit/name</c>); then the folders of operating system packages.
/// </remarks>
public static class DataFolders
{
    /// <summary>The environment variable that replaces the cache folder.</summary>
    public const string Variable = "RESEARCHKIT_DATA";

    /// <summary>The folder that holds one folder for each downloaded data set.</summary>
    public static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
            {
                return Path.GetFullPath(chosen);
            }

            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache))
            {
                cache = OperatingSystem.IsWindows()
                    ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            }

            return Path.Combine(cache, "researchkit");
        }
    }

    /// <summary>The folder into which a data set is downloaded.</summary>
    /// <param name="description">The data set.</param>
    /// <returns>A path that need not exist.</returns>
    public static string CacheOf(DataSetDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return Path.Combine(Root, description.Name);
    }

    /// <summary>The folder that holds all files of a data set, or null when no place has them.</summary>
    /// <param name="description">A data set that is not bundled.</param>
    /// <param name="folder">The only place to look in, or null for the usual places.</param>
    /// <returns>A folder in which every required file exists, or null.</returns>
    public static string? Locate(DataSetDescription description, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        return Candidates(description, folder)
            .FirstOrDefault(candidate => description.RequiredFiles.All(file => Exists(Path.Combine(candidate, file))));
    }

    /// <summary>The folder that holds all files of a data set.</summary>
    /// <param name="description">A data set that is not bundled.</param>
    /// <param name="folder">The only place to look in, or null for the usual places.</param>
    /// <returns>A folder in which every required file exists.</returns>
    /// <exception cref="FileNotFoundException">No place has them; the message says where they were sought and how to get them.</exception>
    public static string Require(DataSetDescription description, string? folder = null)
    {
        if (Locate(description, folder) is { } found)
        {
            return found;
        }

        var looked = string.Join("; ", Candidates(description, folder).Select(candidate => Missing(description, candidate)));
        throw new FileNotFoundException($"the data set {description.Name} is not on this machine. Looked in {looked}. {HowToGet(description)}");
    }

    /// <summary>What to type to get a data set.</summary>
    /// <param name="description">The data set.</param>
    /// <returns>A sentence with a command for each way there is.</returns>
    public static string HowToGet(DataSetDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.IsBundled)
        {
            return "It ships with the kit.";
        }

        var package = description.SystemPackage is { } name ? $"Debian: 'sudo apt-get install {name}'. " : string.Empty;
        var files = string.Join(", ", description.RequiredFiles);
        return $"{package}With the internet: 'researchkit data fetch {description.Name}'. By hand: put {files} into {CacheOf(description)}.";
    }

    // The plain file will do where the compressed one is published: users unpack archives.
    internal static string? FindFile(string path)
    {
        if (File.Exists(path))
        {
            return path;
        }

        return path.EndsWith(".gz", StringComparison.Ordinal) && File.Exists(path[..^3]) ? path[..^3] : null;
    }

    private static IEnumerable<string> Candidates(DataSetDescription description, string? folder) =>
        folder is null ? [CacheOf(description), .. description.SystemFolders] : [Path.GetFullPath(folder)];

    private static bool Exists(string path) => FindFile(path) is not null;

    private static string Missing(DataSetDescription description, string candidate)
    {
        if (!Directory.Exists(candidate))
        {
            return $"{candidate} (no such folder)";
        }

        var missing = description.RequiredFiles.Where(file => !Exists(Path.Combine(candidate, file)));
        return $"{candidate} (without {string.Join(", ", missing)})";
    }
}
