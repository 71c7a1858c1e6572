using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Builds projects that cells refer to and gives their output.</summary>
/// <param name="session">The session.</param>
internal sealed class ProjectReferences(CSharpSession session)
{
    private const string Extension = ".csproj";

    private readonly Dictionary<string, LoadedProject> _loaded = new(StringComparer.Ordinal);

    /// <summary>Tells whether a reference is one to a project.</summary>
    /// <param name="reference">What stands between the quotes.</param>
    /// <returns>Whether it is.</returns>
    public static bool Is(string reference) => reference.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives the path that a reference means.</summary>
    /// <param name="reference">What stands between the quotes.</param>
    /// <param name="file">The name of the cell or the path of the file that it stands in.</param>
    /// <param name="baseFolder">The folder of the session.</param>
    /// <returns>The full path.</returns>
    public static string PathOf(string reference, string? file, string baseFolder)
    {
        var folder = Path.IsPathRooted(file) ? Path.GetDirectoryName(file)! : baseFolder;
        return Path.GetFullPath(Path.Combine(folder, reference.Replace('\\', '/')));
    }

    /// <summary>Builds a project.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <returns>The paths of its assembly and of those that it depends on: copies, so that a later build can write its own. Then those of them that replace an earlier build.</returns>
    /// <remarks>
    /// An assembly that is loaded cannot be replaced. When the project has changed since, it is built once more under a higher version of its assembly, which
    /// cells that come later see in place of the earlier one; objects made before keep the types of that.
    /// </remarks>
    /// <exception cref="PackageException">It cannot be built.</exception>
    public (IReadOnlyList<string> Files, IReadOnlyList<string> Renewed) Build(string path, CancellationToken cancellationToken)
    {
        var shown = session.Shorten(path);
        if (!File.Exists(path))
        {
            throw new PackageException($"The project '{shown}' does not exist.");
        }

        using var progress = new WorkProgress($"Building {shown}");
        var output = Evaluate(path, shown, cancellationToken);
        Compile(path, shown, output, [], cancellationToken);
        IReadOnlyList<string> renewed = [];
        var identity = ProjectOutput.VersionIdOf(output.Assembly);
        if (!_loaded.TryGetValue(path, out var loaded))
        {
            _loaded[path] = loaded = new LoadedProject(identity, ProjectOutput.Copy(output.Assembly, session.CreateFolder()));
        }
        else if (loaded.Identity != identity)
        {
            Compile(path, shown, output, [$"-p:AssemblyVersion={Raised(output.Assembly, loaded.Files)}"], cancellationToken);
            var copies = ProjectOutput.Copy(output.Assembly, session.CreateFolder());
            var files = ProjectOutput.Renew(loaded.Files, copies);
            renewed = [.. files.Except(loaded.Files)];
            _loaded[path] = loaded = new LoadedProject(identity, files);
        }

        progress.Finish($"Built {shown}");
        return (loaded.Files, renewed);
    }

    private static string Errors(IReadOnlyList<string> lines)
    {
        var errors = CommandErrors.Of(lines, "error");
        return errors.Count > 0
            ? string.Join('\n', errors.Select(error => error.Place.Length > 0 ? $"{error.Place}: {error.Code}: {error.Text}" : $"{error.Code}: {error.Text}"))
            : CommandErrors.Tail(lines);
    }

    private static (string Assembly, string? Framework) Evaluate(string path, string shown, CancellationToken cancellationToken)
    {
        var properties = Properties(path, null, shown, cancellationToken);
        if (properties.Target.Length > 0)
        {
            return (properties.Target, null);
        }

        // Of several frameworks the newest that this runtime can load.
        var framework = properties.Frameworks.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (Name: name, Version: Version.TryParse(name.AsSpan(Math.Min(3, name.Length)), out var version) ? version : null))
            .Where(candidate => candidate.Name.StartsWith("net", StringComparison.Ordinal) && candidate.Version is { Major: >= 5 } version && version.Major <= Environment.Version.Major)
            .OrderByDescending(candidate => candidate.Version)
            .Select(candidate => candidate.Name)
            .FirstOrDefault() ?? throw new PackageException($"The project '{shown}' builds for '{properties.Frameworks}'; this session can load net{Environment.Version.Major}.0 and earlier.");
        return (Properties(path, framework, shown, cancellationToken).Target, framework);
    }

    private static (string Target, string Frameworks) Properties(string path, string? framework, string shown, CancellationToken cancellationToken)
    {
        string[] chosen = framework is null ? [] : [$"-p:TargetFramework={framework}"];
        var (exitCode, lines) = DotnetCommand.Run(
            ["msbuild", path, "-nologo", "-p:Configuration=Release", "-getProperty:TargetPath", "-getProperty:TargetFrameworks", .. chosen], Path.GetDirectoryName(path)!, cancellationToken);
        try
        {
            var json = exitCode == 0 ? JsonNode.Parse(string.Join('\n', lines.SkipWhile(line => !line.StartsWith('{'))))?["Properties"] : null;
            return json is null
                ? throw new PackageException($"The project '{shown}' cannot be read:\n{Errors(lines)}")
                : (json["TargetPath"]?.GetValue<string>() ?? string.Empty, json["TargetFrameworks"]?.GetValue<string>() ?? string.Empty);
        }
        catch (JsonException)
        {
            // Something other than the properties came out: the reason why there are none.
            throw new PackageException($"The project '{shown}' cannot be read:\n{Errors(lines)}");
        }
    }

    private static void Compile(string path, string shown, (string Assembly, string? Framework) output, string[] properties, CancellationToken cancellationToken)
    {
        string[] framework = output.Framework is null ? [] : [$"-p:TargetFramework={output.Framework}"];
        var (exitCode, lines) = DotnetCommand.Run(
            ["build", path, "-c", "Release", "--nologo", "-v:minimal", "-tl:off", "-p:CopyLocalLockFileAssemblies=true", .. framework, .. properties], Path.GetDirectoryName(path)!, cancellationToken);
        if (exitCode != 0 || !File.Exists(output.Assembly))
        {
            throw new PackageException($"The project '{shown}' does not build:\n{Errors(lines)}");
        }
    }

    // Above that of the new build and that of every build that is loaded.
    private static Version Raised(string assembly, IReadOnlyList<string> loaded)
    {
        var earlier = loaded.Single(file => Path.GetFileName(file) == Path.GetFileName(assembly));
        var versions = new[] { assembly, earlier }.Select(file => AssemblyName.GetAssemblyName(file).Version ?? new Version(0, 0, 0, 0));
        var highest = versions.Max()!;
        return new Version(highest.Major, highest.Minor, Math.Max(highest.Build, 0), Math.Max(highest.Revision, 0) + 1);
    }

    private sealed record LoadedProject(Guid Identity, IReadOnlyList<string> Files);
}
