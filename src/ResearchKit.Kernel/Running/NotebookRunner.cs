using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Parameters;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Running;

/// <summary>Runs a notebook from its first cell to its last in a fresh C# session, without a front end.</summary>
/// <remarks>
/// The working directory is the folder of the notebook while it runs; since a process has only one, runs wait for each other.
/// The run stops at the first cell that does not succeed, unless the cell is tagged <c>raises-exception</c>; cells tagged
/// <c>skip-execution</c> are left out. The executed notebook is written in every case, the results file only when all went well.
/// </remarks>
public sealed class NotebookRunner
{
    private static readonly SemaphoreSlim WorkingDirectory = new(1);

    private readonly NotebookRunOptions _options;

    /// <summary>Makes a runner for one notebook.</summary>
    /// <param name="options">What to run and where to put what comes of it.</param>
    /// <exception cref="ArgumentException">The profile is not a word that can name a file, or the output limit is negative.</exception>
    public NotebookRunner(NotebookRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.NotebookPath);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaximumOutputPerCell);
        if (options.Profile is { } profile)
        {
            RunPaths.CheckProfile(profile);
        }

        _options = options;
    }

    /// <summary>Runs the notebook.</summary>
    /// <param name="observer">Follows the run, or null.</param>
    /// <param name="cancellationToken">Stops the running cell and the run; the files are written all the same.</param>
    /// <returns>What came of it; a cell that fails is no exception.</returns>
    /// <exception cref="NotebookFormatException">The file is not a C# notebook.</exception>
    /// <exception cref="NotebookParameterException">A parameter is not declared or its value does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<NotebookRunResult> RunAsync(IRunObserver? observer = null, CancellationToken cancellationToken = default)
    {
        observer ??= new SilentObserver();
        var source = Path.GetFullPath(_options.NotebookPath);
        var notebook = Notebook.Read(source);
        if (notebook.Language != "c#")
        {
            throw new NotebookFormatException(_options.NotebookPath, "$.metadata.kernelspec", $"the notebook is written in '{notebook.Language}'; expected C#.");
        }

        var declared = ParameterInjection.Apply(notebook, _options.Profile, _options.Parameters);
        var paths = new RunPaths(_options, declared);
        await WorkingDirectory.WaitAsync(cancellationToken).ConfigureAwait(false);
        var before = Directory.GetCurrentDirectory();
        try
        {
            Directory.SetCurrentDirectory(Path.GetDirectoryName(source)!);
            var run = new NotebookRun(_options, notebook, declared, paths, observer);
            var result = await run.RunAsync(cancellationToken).ConfigureAwait(false);
            observer.RunFinished(result);
            return result;
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            WorkingDirectory.Release();
        }
    }

    private sealed class SilentObserver : IRunObserver
    {
    }
}
