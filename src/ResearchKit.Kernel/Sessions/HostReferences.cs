using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using ResearchKit.Display;
using TorchSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The assemblies that cells share with the program that runs them, so that a type is one type on both sides.</summary>
internal static class HostReferences
{
    /// <summary>Makes the references of one session.</summary>
    /// <remarks>
    /// Sessions do not share them: compilations that run at the same time over the same reference objects each make their own
    /// symbols and cache them there, and a later cell may then be given the other one's, so that a type differs from itself.
    /// </remarks>
    /// <returns>The references.</returns>
    public static HostReferenceSet Make() => Make([], path => MetadataReference.CreateFromFile(path));

    /// <summary>Makes the references by which the language services describe names: with documentation, where there is some.</summary>
    /// <returns>The references.</returns>
    public static HostReferenceSet MakeDocumented() => Make(ReferencePack.Find(), ReferencePack.Documented);

    private static HostReferenceSet Make(IReadOnlyList<string> pack, Func<string, PortableExecutableReference> refer)
    {
        Assembly[] kit = [typeof(Seed).Assembly, typeof(Displays).Assembly, typeof(CSharpSession).Assembly, typeof(torch).Assembly];
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var references = (pack.Count > 0 ? pack : trusted.Where(path => Path.GetDirectoryName(path) == framework))
            .Concat(kit.Select(assembly => assembly.Location))
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), refer, StringComparer.OrdinalIgnoreCase);

        // What else the program brings along is found by name only when a cell asks for it.
        var others = trusted.Concat(AssemblyLoadContext.Default.Assemblies.Where(assembly => !assembly.IsDynamic).Select(assembly => assembly.Location))
            .Where(path => path.Length > 0)
            .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .Where(path => !references.ContainsKey(Path.GetFileNameWithoutExtension(path)))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => path, StringComparer.OrdinalIgnoreCase);
        return new HostReferenceSet(references, others, kit, typeof(torch).Assembly.GetName().Name!, refer);
    }
}
