using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Resolves <c>#r</c>: an assembly that the program has is that one, wherever the directive points; others are read from their path.</summary>
/// <param name="baseFolder">The folder that paths are relative to.</param>
/// <param name="host">The assemblies of the program.</param>
internal sealed class SessionMetadataResolver(string baseFolder, HostReferenceSet host) : MetadataReferenceResolver
{
    /// <summary>The beginning of a reference to a package.</summary>
    public const string PackagePrefix = "nuget:";

    private readonly ScriptMetadataResolver _files = ScriptMetadataResolver.Default.WithBaseDirectory(baseFolder);

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => _files.ResolveMissingAssemblies;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (reference.StartsWith(PackagePrefix, StringComparison.OrdinalIgnoreCase))
        {
            // Package names differ from assembly names for TorchSharp only; a package that is not here is refused with an explanation.
            var package = reference[PackagePrefix.Length..].Split(',')[0].Trim();
            return host.Find(package) is { } found ? [found] : [];
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
