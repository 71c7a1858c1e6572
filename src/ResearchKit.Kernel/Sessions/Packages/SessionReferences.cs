using System.Collections.Concurrent;
using System.Reflection;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The packages and projects that cells of a session refer to.</summary>
/// <param name="session">The session.</param>
/// <param name="host">The assemblies of the program, which win over those of packages.</param>
/// <param name="share">Makes an assembly of the program the one that cells load by its name.</param>
internal sealed class SessionReferences(CSharpSession session, HostReferenceSet host, Action<Assembly> share)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RestoredPackage> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _sources = [];
    private readonly ProjectReferences _projects = new(session);

    /// <summary>The paths of all assemblies that packages and projects brought, for every cell from now on.</summary>
    public IReadOnlyList<string> Assemblies => [.. _files.Values.SelectMany(files => files).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds a place to look for packages.</summary>
    /// <param name="source">A folder or an address.</param>
    public void AddSource(string source)
    {
        if (!_sources.Contains(source, StringComparer.Ordinal))
        {
            _sources.Add(source);
        }
    }

    /// <summary>Gets the packages and builds the projects that code refers to.</summary>
    /// <param name="code">The code.</param>
    /// <param name="name">The name of the cell or the path of the file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CellRejectedException">One cannot be had.</exception>
    public void Prepare(string code, string name, CancellationToken cancellationToken)
    {
        var directives = ReferenceScan.Of(code, name, session.Sources);
        foreach (var directive in directives.Where(directive => ProjectReferences.Is(directive.Reference)))
        {
            var path = ProjectReferences.PathOf(directive.Reference, directive.File, session.BaseFolder);
            Guarded(directive, () => Build(path, cancellationToken));
        }

        var wanted = new List<(ReferenceDirective Directive, PackageRequest Request)>();
        foreach (var directive in directives.Where(directive => PackageRequest.Is(directive.Reference) && !_files.ContainsKey(directive.Reference)))
        {
            Guarded(directive, () => Add(wanted, directive, PackageRequest.Parse(directive.Reference)));
        }

        if (wanted.Count > 0)
        {
            Restore(wanted, cancellationToken);
        }
    }

    /// <summary>Finds the assemblies behind a reference.</summary>
    /// <param name="reference">What stands between the quotes.</param>
    /// <param name="file">The name of the cell or the path of the file that it stands in.</param>
    /// <returns>The paths, or null when it is no package or project that was prepared.</returns>
    public IReadOnlyList<string>? Find(string reference, string? file) =>
        PackageRequest.Is(reference) ? _files.GetValueOrDefault(reference)
            : ProjectReferences.Is(reference) ? _files.GetValueOrDefault(ProjectReferences.PathOf(reference, file, session.BaseFolder))
            : null;

    private static void Guarded(ReferenceDirective directive, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is PackageException or FormatException or InvalidOperationException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CellRejectedException(directive.Line, exception.Message) { File = directive.File };
        }
    }

    private void Build(string path, CancellationToken cancellationToken)
    {
        var (files, renewed) = _projects.Build(path, cancellationToken);
        _files[path] = Share(files);
        foreach (var assembly in RenewedAssemblies.Load(renewed.Where(file => host.Find(Path.GetFileNameWithoutExtension(file)) is null), files))
        {
            share(assembly);
        }
    }

    private void Add(List<(ReferenceDirective Directive, PackageRequest Request)> wanted, ReferenceDirective directive, PackageRequest request)
    {
        // What the program has stays what it is; a second copy would have types of its own.
        if (host.Find(request.Name) is { FilePath: { } path })
        {
            _files[directive.Reference] = [path];
            return;
        }

        if (_packages.TryGetValue(request.Name, out var loaded))
        {
            if (!request.Accepts(loaded.Version))
            {
                throw new PackageException($"Package '{loaded.Name}' is loaded in version {loaded.Version}, and a session holds one version of a package; start it anew to use {request.Version}.");
            }

            _files[directive.Reference] = Closure(request);
            return;
        }

        if (wanted.Find(other => string.Equals(other.Request.Name, request.Name, StringComparison.OrdinalIgnoreCase)).Request is { } same)
        {
            _ = same.Version == request.Version
                ? true
                : throw new PackageException($"The cell asks for package '{request.Name}' twice, as '{same}' and as '{request}'; a session holds one version of a package.");
        }

        wanted.Add((directive, request));
    }

    private void Restore(List<(ReferenceDirective Directive, PackageRequest Request)> wanted, CancellationToken cancellationToken)
    {
        var requests = wanted.Select(entry => entry.Request).DistinctBy(request => request.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var list = string.Join("; ", requests);
        using var progress = new WorkProgress($"Getting packages: {list}");

        // Those that are loaded stay as they are, those that they brought along too.
        var project = new RestoreProject(
            [.. requests.Select(request => (request.Name, request.ProjectVersion)), .. _packages.Values.Select(package => (package.Name, $"[{package.Version}]"))],
            [.. _sources],
            session.BaseFolder);
        var first = wanted[0].Directive;
        Guarded(first, () =>
        {
            try
            {
                var (packages, warnings) = PackageRestore.Run(project, requests.TrueForAll(request => request.IsExact) ? CacheFolder() : null, cancellationToken);
                Keep(packages);
                var got = requests.Select(request => _packages.TryGetValue(request.Name, out var package) ? $"{package.Name}, {package.Version}" : request.ToString());
                progress.Finish(string.Join('\n', [$"Packages: {string.Join("; ", got)}", .. warnings]));
            }
            catch (PackageException exception)
            {
                // The directive of the package that the message names, where it names one.
                var blamed = wanted.Find(entry => exception.Message.Contains($" {entry.Request.Name} ", StringComparison.OrdinalIgnoreCase)
                    || exception.Message.Contains($"'{entry.Request.Name}", StringComparison.OrdinalIgnoreCase)).Directive ?? first;
                throw new CellRejectedException(blamed.Line, $"Packages cannot be had ({list}): {exception.Message}") { File = blamed.File };
            }
        });

        foreach (var (directive, request) in wanted)
        {
            _files[directive.Reference] = Closure(request);
        }
    }

    private string CacheFolder()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return session.Options.CacheFolder ?? Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "researchkit", "packages");
    }

    private void Keep(IReadOnlyList<RestoredPackage> packages)
    {
        foreach (var package in packages)
        {
            _packages.TryAdd(package.Name, package);
        }

        NativeLibraries.Register(packages.SelectMany(package => package.Assemblies), packages.SelectMany(package => package.NativeFiles));
    }

    private IReadOnlyList<string> Closure(PackageRequest request) => Share([
        .. _packages.TryGetValue(request.Name, out var own) ? own.Assemblies : [],
        .. _packages.Values.SelectMany(package => package.Assemblies)]);

    // An assembly of a package that the program has too is that of the program, for the compiler and at run time.
    private IReadOnlyList<string> Share(IReadOnlyList<string> files)
    {
        foreach (var name in files.Select(file => Path.GetFileNameWithoutExtension(file)).Where(host.IsBroughtAlong))
        {
            share(Assembly.Load(new AssemblyName(name)));
        }

        return files;
    }
}
