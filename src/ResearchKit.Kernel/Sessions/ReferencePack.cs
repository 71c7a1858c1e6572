using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The reference assemblies of the running framework, which have documentation beside them; they come with an SDK.</summary>
internal static class ReferencePack
{
    /// <summary>Finds the assemblies.</summary>
    /// <returns>Their paths; empty where no SDK is.</returns>
    public static IReadOnlyList<string> Find()
    {
        var version = Environment.Version;
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var pack = Path.GetFullPath(Path.Combine(runtime, "../../../packs/Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(pack))
        {
            return [];
        }

        var folder = Directory.EnumerateDirectories(pack)
            .Select(path => (Path: path, Version: Version.TryParse(Path.GetFileName(path), out var parsed) ? parsed : new Version()))
            .Where(candidate => candidate.Version.Major == version.Major && candidate.Version.Minor == version.Minor)
            .OrderByDescending(candidate => candidate.Version)
            .Select(candidate => Path.Combine(candidate.Path, "ref", FormattableString.Invariant($"net{version.Major}.{version.Minor}")))
            .FirstOrDefault(Directory.Exists);
        return folder is null ? [] : [.. Directory.EnumerateFiles(folder, "*.dll")];
    }

    /// <summary>Refers to an assembly, with its documentation where that lies beside it.</summary>
    /// <param name="path">The assembly.</param>
    /// <returns>The reference.</returns>
    public static PortableExecutableReference Documented(string path)
    {
        var xml = Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(path, documentation: File.Exists(xml) ? XmlDocumentationProvider.CreateFromFile(xml) : null);
    }
}
