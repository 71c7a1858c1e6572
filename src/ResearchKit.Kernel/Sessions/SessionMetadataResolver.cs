using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Resolves <c>#r</c>: an assembly that the program has is that one, wherever the directive points; others are read from their path.</summary>
/// <param name="baseFolder">The folder that paths are relative to.</param>
/// <param name="host">The assemblies of the program.</param>
/// <param name="prepared">The packages and projects that cells refer to.</param>
internal sealed class SessionMetadataResolver(string baseFolder, HostReferenceSet host, SessionReferences prepared) : MetadataReferenceResolver
{
    private readonly ScriptMetadataResolver _files = ScriptMetadataResolver.Default.WithBaseDirectory(baseFolder);

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => _files.ResolveMissingAssemblies;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        reference = reference.Trim();
        if (prepared.Find(reference, baseFilePath) is { } paths)
        {
            // The compiler takes one assembly for a directive; it is given the others as references of the cell. A package may hold none at all.
            return [paths.Count > 0 ? host.Prefer(paths[0]) : host.Any];
        }

        if (PackageRequest.Is(reference))
        {
            return [];
        }

        var isFile = reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var name = isFile ? Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')) : reference;
        return host.Find(name) is { } shared ? [shared] : _files.ResolveReference(reference, baseFilePath, properties);
    }

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        host.Find(referenceIdentity.Name) ?? _files.ResolveMissingAssembly(definition, referenceIdentity);

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
