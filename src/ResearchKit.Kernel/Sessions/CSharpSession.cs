using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>A C# session: cells run one after the other, each sees what those before it declared.</summary>
/// <remarks>
/// Cells are C# scripts in the newest language version. They run on one thread of the session, one at a time; what they
/// write to the console and show with <c>display</c> goes to the <see cref="ICellOutput"/> of the cell, in order. Types of the
/// kit and of the TorchSharp API are the same types in cells and in the program that owns the session.
/// <c>#r</c> and <c>#load</c> are relative to <see cref="SessionOptions.BaseFolder"/>; lines such as <c>#!time</c> and <c>#!import</c>
/// work as in .NET Interactive, and <c>#!lsmagic</c> lists them. All members may be called from any thread.
/// </remarks>
public sealed partial class CSharpSession : IDisposable
{
    // Unification of framework versions, and references that two assemblies share: not the author's business.
    private static readonly ImmutableDictionary<string, ReportDiagnostic> Silenced =
        ImmutableDictionary.CreateRange(new[] { "CS1701", "CS1702", "CS1705" }.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));

    private readonly SessionOptions _options;
    private readonly CellThread _thread = new();
    private readonly SessionSources _sources;
    private readonly HostReferenceSet _host = HostReferences.Make();
    private readonly ScriptOptions _scriptOptions;
    private readonly ScriptOptions _laterOptions;
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly SessionGlobals _globals = new();
    private readonly FormatterRegistry _formatters = new();
    private readonly SessionLanguage _language;
    private readonly Lock _lock = new();
    private readonly List<string> _folders = [];
    private volatile ScriptState<object?>? _state;
    private volatile CellRoute? _runningRoute;
    private Task? _stuck;
    private int _cells;
    private bool _isDisposed;

    /// <summary>Starts a session.</summary>
    /// <param name="options">How it is set up; null means the defaults.</param>
    /// <exception cref="DirectoryNotFoundException">The base folder does not exist.</exception>
    public CSharpSession(SessionOptions? options = null)
    {
        _options = options ?? new SessionOptions();
        BaseFolder = Path.GetFullPath(_options.BaseFolder ?? Directory.GetCurrentDirectory());
        if (!Directory.Exists(BaseFolder))
        {
            _thread.Dispose();
            throw new DirectoryNotFoundException($"The base folder '{BaseFolder}' of the session does not exist.");
        }

        Imports = [.. DefaultImports, .. _options.Imports];
        _sources = new SessionSources(BaseFolder);
        References = new SessionReferences(this, _host, _loader.RegisterDependency);
        _language = new SessionLanguage(this);
        _scriptOptions = ScriptOptions.Default
            .WithReferences(_host.References)
            .WithImports(Imports)
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithAllowUnsafe(true)
            .WithSourceResolver(_sources)
            .WithMetadataResolver(new SessionMetadataResolver(BaseFolder, _host, References));

        // Scripts inherit references and imports. Given again, each would add to those inherited: a cell would hold as many copies as there were cells before it.
        _laterOptions = _scriptOptions.WithReferences(Array.Empty<MetadataReference>()).WithImports(Array.Empty<string>());
        foreach (var assembly in _host.Kit)
        {
            _loader.RegisterDependency(assembly);
        }

        ConsoleRoute.Acquire();
    }

    /// <summary>The namespaces and static classes that every cell sees: those of .NET Interactive, <see cref="Displays"/> and <see cref="CellInputs"/>.</summary>
    public static IReadOnlyList<string> DefaultImports { get; } =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        "ResearchKit.Display", "ResearchKit.Display.Displays", "ResearchKit.Kernel.Sessions.CellInputs",
    ];

    /// <summary>The folder that <c>#load</c> and <c>#r</c> are relative to.</summary>
    public string BaseFolder { get; }

    /// <summary>The variables that cells declared, with the value of the latest declaration of each name.</summary>
    public IReadOnlyDictionary<string, object?> Variables
    {
        get
        {
            var variables = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var variable in _state?.Variables ?? [])
            {
                variables[variable.Name] = variable.Value;
            }

            return variables;
        }
    }

    /// <summary>Runs a cell after those queued before it.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <param name="output">Where what it shows goes.</param>
    /// <param name="cell">The name of the cell and its time limit; null means neither.</param>
    /// <param name="cancellationToken">Asks the cell to stop: first by <see cref="SessionGlobals.CancellationToken"/>, after <see cref="SessionOptions.GracePeriod"/> by force.</param>
    /// <returns>How the cell ended; exceptions of the cell are in the result. The session can be used afterwards in every case but a stuck cell.</returns>
    /// <exception cref="InvalidOperationException">An earlier cell could not be stopped, for example because of a native call.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    public async Task<CellResult> RunAsync(string code, ICellOutput output, CellOptions? cell = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(output);
        CellExecution execution;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (IsStuck)
            {
                throw new InvalidOperationException("An earlier cell of this session could not be stopped; start a new session.");
            }

            _cells++;
            var name = cell?.Name ?? FormattableString.Invariant($"cell {_cells}");
            execution = new CellExecution(this, code, name, output, cell ?? new CellOptions(), cancellationToken);
        }

        var running = _thread.Run(execution.Run, () => execution.IsInterrupted);
        var stuck = await Task.WhenAny(running, execution.Stuck).ConfigureAwait(false) != running;
        if (!stuck)
        {
            return await running.ConfigureAwait(false);
        }

        _stuck = running;
        return execution.StuckResult();
    }

    /// <summary>Ends the session and gives the console back once no other session needs it. A running cell is not stopped.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _thread.Dispose();
        _loader.Dispose();
        _language.Dispose();
        foreach (var folder in _folders)
        {
            Delete(folder);
        }

        ConsoleRoute.Release();
    }

    /// <summary>The namespaces and static classes that cells see without saying so.</summary>
    internal ImmutableArray<string> Imports { get; }

    /// <summary>Whether a cell that was to be stopped is still inside a native call, so that no other can run.</summary>
    internal bool IsStuck => _stuck is { IsCompleted: false };

    /// <summary>The code of cells and loaded files as written.</summary>
    internal SessionSources Sources => _sources;

    /// <summary>The output of the running cell, or null between cells.</summary>
    internal CellRoute? RunningRoute
    {
        get => _runningRoute;
        set => _runningRoute = value;
    }

    /// <summary>The packages and projects that cells refer to.</summary>
    internal SessionReferences References { get; }

    /// <summary>The options of the session.</summary>
    internal SessionOptions Options => _options;

    /// <summary>The names within reach of cells.</summary>
    internal SessionGlobals Globals => _globals;

    /// <summary>Compiles code on top of what ran before.</summary>
    /// <param name="code">The code.</param>
    /// <param name="name">The name of the cell.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <returns>The script and what the compiler found.</returns>
    internal (Script<object?> Script, ImmutableArray<Diagnostic> Diagnostics) Compile(string code, string name, CancellationToken cancellationToken)
    {
        var guarded = _sources.Guard(name, code);

        // Optimised code does not know the line of an index out of range. A cell that runs through once needs no speed.
        var options = (_state is null ? _scriptOptions : _laterOptions).AddReferences(References.Assemblies.Select(_host.Prefer)).WithFilePath(name).WithOptimizationLevel(guarded.HasRepetition ? OptimizationLevel.Release : OptimizationLevel.Debug);
        var script = _state is null
            ? CSharpScript.Create<object?>(guarded.Text, options, typeof(SessionGlobals), _loader)
            : _state.Script.ContinueWith<object?>(guarded.Text, options);
        var diagnostics = script.Compile(cancellationToken);
        _sources.Remember(script.GetCompilation().AssemblyName!, name);
        return (script, [.. diagnostics.Where(diagnostic => !Silenced.ContainsKey(diagnostic.Id))]);
    }

    /// <summary>Runs a compiled script and continues the session from it, also when it throws.</summary>
    /// <param name="script">The script.</param>
    /// <param name="code">What it was compiled from.</param>
    /// <param name="cancellationToken">Checked between submissions.</param>
    /// <returns>The value of the last expression and the exception, either of which may be null.</returns>
    internal async Task<(object? Value, Exception? Exception)> Continue(Script<object?> script, string code, CancellationToken cancellationToken)
    {
        var state = _state is null
            ? await script.RunAsync(_globals, _ => true, cancellationToken)
            : await script.RunFromAsync(_state, _ => true, cancellationToken);
        _state = state;
        _language.Remember(code, script.Options.FilePath);
        return (state.ReturnValue, state.Exception);
    }

    /// <summary>Makes a folder that lives as long as the session.</summary>
    /// <returns>Its path.</returns>
    internal string CreateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-session-").FullName;
        _folders.Add(folder);
        return folder;
    }

    /// <summary>Writes the path of a file or the name of a cell as a reader knows it: relative to the folder of the session.</summary>
    /// <param name="path">The path or name.</param>
    /// <returns>The short form.</returns>
    internal string Shorten(string path) => Path.GetRelativePath(BaseFolder, Path.Combine(BaseFolder, path)).Replace('\\', '/');

    /// <summary>The surroundings of displays in a cell.</summary>
    /// <param name="route">The output of the cell.</param>
    /// <returns>The surroundings.</returns>
    internal DisplayContext DisplaysOf(CellRoute route) =>
        new(route, _formatters, _options.FigureRenderer ?? Displays.Current.FigureRenderer);

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps loaded assemblies; what is in the temporary folder is the system's to clear.
        }
    }
}
