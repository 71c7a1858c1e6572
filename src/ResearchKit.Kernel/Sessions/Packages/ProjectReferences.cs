using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
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
    /// <returns>The paths of its assembly and of those that it depends on: copies, so that a later build can write its own.</returns>
    /// <exception cref="PackageException">It cannot be built, or it has changed since this session loaded it.</exception>
    public IReadOnlyList<string> Build(string path, CancellationToken cancellationToken)
    {
        var shown = session.Shorten(path);
        if (!File.Exists(path))
        {
            throw new PackageException($"The project '{shown}' does not exist.");
        }

        using var progress = new WorkProgress($"Building {shown}");
        var output = Evaluate(path, shown, cancellationToken);
        var framework = output.Framework is null ? Array.Empty<string>() : [$"-p:TargetFramework={output.Framework}"];
        var (exitCode, lines) = DotnetCommand.Run(["build", path, "-c", "Release", "--nologo", "-v:minimal", "-tl:off", "-p:CopyLocalLockFileAssemblies=true", .. framework], Path.GetDirectoryName(path)!, cancellationToken);
        if (exitCode != 0 || !File.Exists(output.Assembly))
        {
            throw new PackageException($"The project '{shown}' does not build:\n{Errors(lines)}");
        }

        var project = Load(path, shown, output.Assembly);
        progress.Finish($"Built {shown}");
        return project.Files;
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

    private LoadedProject Load(string path, string shown, string assembly)
    {
        var identity = VersionIdOf(assembly);
        if (_loaded.TryGetValue(path, out var loaded))
        {
            return loaded.Identity == identity
                ? loaded
                : throw new PackageException($"The project '{shown}' has changed since this session loaded it, and an assembly cannot be replaced while it is in use; start the session anew to use the new build.");
        }

        var copies = Copy(Path.GetDirectoryName(assembly)!, session.CreateFolder());
        var files = copies.Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && IsManaged(file)).ToList();
        NativeLibraries.Register(files, copies.Where(file => !file.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase) && !files.Contains(file)));
        return _loaded[path] = new LoadedProject(identity, files);
    }

    private static List<string> Copy(string output, string folder)
    {
        var native = Path.Combine(output, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        var copies = new List<string>();
        foreach (var file in Directory.EnumerateFiles(output).Concat(Directory.Exists(native) ? Directory.EnumerateFiles(native) : []))
        {
            if (Path.GetExtension(file).ToLowerInvariant() is ".dll" or ".pdb" or ".xml" or ".so" or ".dylib")
            {
                var copy = Path.Combine(folder, Path.GetFileName(file));
                File.Copy(file, copy, overwrite: true);
                copies.Add(copy);
            }
        }

        return copies;
    }

    private static bool IsManaged(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        try
        {
            return reader.HasMetadata && reader.GetMetadataReader().IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static Guid VersionIdOf(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        var metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private sealed record LoadedProject(Guid Identity, IReadOnlyList<string> Files);
}
