namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>The data folders in which Jupyter looks for kernels; each holds them in its folder <c>kernels</c>.</summary>
/// <remarks>Places and order are those of jupyter_core: the variable JUPYTER_PATH, the user, the Python environment, the system.</remarks>
public sealed class JupyterFolders
{
    private readonly JupyterPlatform _platform;
    private readonly string _home;
    private readonly Func<string, string?> _variable;

    /// <summary>Works out the folders of a machine.</summary>
    /// <param name="platform">The kind of system.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    internal JupyterFolders(JupyterPlatform platform, string home, Func<string, string?> variable)
    {
        _platform = platform;
        _home = home;
        _variable = name => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>The data folder of the user: JUPYTER_DATA_DIR when set, otherwise the system's usual place.</summary>
    public string User => _variable("JUPYTER_DATA_DIR") ?? _platform switch
    {
        JupyterPlatform.MacOS => Path.Combine(_home, "Library", "Jupyter"),
        JupyterPlatform.Windows => Path.Combine(_variable("APPDATA") ?? Path.Combine(_home, "AppData", "Roaming"), "jupyter"),
        _ => Path.Combine(_variable("XDG_DATA_HOME") ?? Path.Combine(_home, ".local", "share"), "jupyter"),
    };

    /// <summary>The prefix of the Python environment that is active in this shell (virtual environment, then conda), or null.</summary>
    public string? ActivePrefix => _variable("VIRTUAL_ENV") ?? _variable("CONDA_PREFIX");

    /// <summary>All data folders, the one that wins first; each once, whether it exists or not.</summary>
    public IReadOnlyList<string> Search
    {
        get
        {
            var named = (_variable("JUPYTER_PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
            string[] environment = ActivePrefix is { } prefix ? [OfPrefix(prefix)] : [];

            // Inside a virtual environment Jupyter prefers it to the user's folder, unless told otherwise.
            var isEnvironmentFirst = _variable("JUPYTER_PREFER_ENV_PATH") is { } preference
                ? preference.ToUpperInvariant() is not ("0" or "N" or "NO" or "OFF" or "F" or "FALSE")
                : environment.Length > 0;
            string[] own = isEnvironmentFirst ? [.. environment, User] : [User, .. environment];
            return [.. named.Concat(own).Concat(OfSystem()).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>The folders of the machine this runs on.</summary>
    /// <returns>The folders.</returns>
    public static JupyterFolders OfThisMachine()
    {
        var platform = OperatingSystem.IsWindows() ? JupyterPlatform.Windows : OperatingSystem.IsMacOS() ? JupyterPlatform.MacOS : JupyterPlatform.Unix;
        return new JupyterFolders(platform, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.GetEnvironmentVariable);
    }

    /// <summary>The data folder of a Python environment or of an installation such as <c>/usr/local</c>.</summary>
    /// <param name="prefix">Its prefix.</param>
    /// <returns>The data folder.</returns>
    public static string OfPrefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");
    }

    private string[] OfSystem() => _platform == JupyterPlatform.Windows
        ? [Path.Combine(_variable("PROGRAMDATA") ?? @"C:\ProgramData", "jupyter")]
        : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
}
