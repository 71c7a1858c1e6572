namespace ResearchKit.Cli.Tests.Jupyter;

/// <summary>A home of its own for Jupyter's programs: settings, kernels (the kit's are installed) and what runs.</summary>
internal sealed class JupyterHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private JupyterHome() => Environment = new Dictionary<string, string>
    {
        ["HOME"] = _folder.Path,
        ["JUPYTER_CONFIG_DIR"] = _folder["config"],
        ["JUPYTER_DATA_DIR"] = _folder["data"],
        ["JUPYTER_RUNTIME_DIR"] = RuntimeFolder,
    };

    /// <summary>What programs that shall live here get in their environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Where running servers leave their addresses.</summary>
    public string RuntimeFolder => _folder["runtime"];

    /// <summary>Makes a home and installs the kit's kernels into it.</summary>
    public static async Task<JupyterHome> CreateAsync()
    {
        var home = new JupyterHome();
        var installed = await CliProcess.RunAsync(["kernel", "install", "--user"], home.Environment);
        Assert.True(installed.ExitCode == 0, installed.Error);
        return home;
    }

    public void Dispose() => _folder.Dispose();
}
