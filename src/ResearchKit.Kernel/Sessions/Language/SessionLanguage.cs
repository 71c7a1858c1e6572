using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The cells of a session as the language services see them: code as written, apart from what runs.</summary>
/// <remarks>
/// It has references of its own (see <see cref="HostReferences.Make()"/>) and touches neither the thread nor the compilations of the cells, so that it
/// answers while a cell runs. Nothing is loaded before the first question: a headless run never asks one.
/// </remarks>
/// <param name="session">The session.</param>
internal sealed class SessionLanguage(CSharpSession session) : IDisposable
{
    private static readonly CSharpParseOptions ScriptOptions = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    private readonly Lock _lock = new();
    private readonly Queue<(string Code, string Name)> _pending = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Lazy<AdhocWorkspace> _workspace = new(() => new AdhocWorkspace(MefHostServices.Create(MefHostServices.DefaultAssemblies)));
    private readonly Lazy<HostReferenceSet> _host = new(HostReferences.MakeDocumented);
    private Solution? _solution;
    private ProjectId? _last;
    private CSharpCompilationOptions? _options;
    private Document? _draft;
    private Compilation? _draftCompilation;

    /// <summary>Adds code that ran, so that what it declares is known.</summary>
    /// <param name="code">The code.</param>
    /// <param name="name">The name of the cell or the path of the file.</param>
    public void Remember(string code, string name)
    {
        lock (_lock)
        {
            _pending.Enqueue((code, name));
        }
    }

    /// <summary>Opens code that comes after everything that ran.</summary>
    /// <param name="code">The code; places in it are those of the document.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The document.</returns>
    public async Task<Document> OpenAsync(string code, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await CatchUpAsync(cancellationToken).ConfigureAwait(false);
            if (_draft is null)
            {
                // Compiled once, it lends its bound references to every text that takes its place: binding them is most of the time a question takes.
                _draft = Add(_solution!, string.Empty, "cell").Document;
                _draftCompilation = await _draft.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
                _ = _draftCompilation?.Assembly;
            }

            return _draft.WithText(SourceText.From(code));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_workspace.IsValueCreated)
        {
            _workspace.Value.Dispose();
        }
    }

    // One compilation after the other: compiling a long chain at once recurses through it.
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        _solution ??= _workspace.Value.CurrentSolution;
        while (TryPeek() is { } next)
        {
            if (Declares(next.Code))
            {
                var (solution, document) = Add(_solution, next.Code, next.Name);
                await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
                _solution = solution;
                _last = document.Project.Id;
                _draft = null;
            }

            lock (_lock)
            {
                _pending.Dequeue();
            }
        }
    }

    private (string Code, string Name)? TryPeek()
    {
        lock (_lock)
        {
            return _pending.TryPeek(out var next) ? next : null;
        }
    }

    // A cell that declares nothing changes nothing for those after it.
    private static bool Declares(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, ScriptOptions).GetCompilationUnitRoot();
        return root.ContainsDirectives
            || root.Usings.Count > 0
            || root.Members.Any(member => member is not GlobalStatementSyntax)
            || root.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Any();
    }

    private (Solution Solution, Document Document) Add(Solution solution, string code, string name)
    {
        _options ??= new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: session.Imports, allowUnsafe: true)
            .WithSourceReferenceResolver(new SourceFileResolver([], session.BaseFolder))
            .WithMetadataReferenceResolver(new SessionMetadataResolver(session.BaseFolder, _host.Value, session.References))
            .WithNullableContextOptions(NullableContextOptions.Disable);
        var project = ProjectId.CreateNewId();
        var id = DocumentId.CreateNewId(project);
        var assembly = "Cell" + project.Id.ToString("N");
        var source = TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Create()));
        var info = ProjectInfo.Create(
            project,
            VersionStamp.Create(),
            assembly,
            assembly,
            LanguageNames.CSharp,
            compilationOptions: _options.WithScriptClassName(assembly),
            parseOptions: ScriptOptions,
            documents: [DocumentInfo.Create(id, name, sourceCodeKind: SourceCodeKind.Script, loader: source, filePath: Path.Combine(session.BaseFolder, name))],
            projectReferences: _last is null ? [] : [new ProjectReference(_last)],
            metadataReferences: _host.Value.References.Concat(session.References.Assemblies.Select(_host.Value.Prefer)).Distinct(),
            isSubmission: true,
            hostObjectType: typeof(SessionGlobals));
        var added = solution.AddProject(info);
        return (added, added.GetDocument(id)!);
    }
}
