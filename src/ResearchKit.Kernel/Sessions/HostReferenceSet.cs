using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>What <see cref="HostReferences"/> found.</summary>
/// <param name="references">What every cell references: the running framework and the kit, by simple name.</param>
/// <param name="others">Paths of the other assemblies of the program, by simple name.</param>
/// <param name="kit">The assemblies of the kit.</param>
/// <param name="torchAssembly">The simple name of the assembly that provides the TorchSharp API.</param>
/// <param name="refer">Makes a reference to a file.</param>
internal sealed class HostReferenceSet(
    IReadOnlyDictionary<string, PortableExecutableReference> references,
    IReadOnlyDictionary<string, string> others,
    IReadOnlyList<Assembly> kit,
    string torchAssembly,
    Func<string, PortableExecutableReference> refer)
{
    // One reference object for each file: the compiler takes the types of two objects for different types.
    private readonly ConcurrentDictionary<string, PortableExecutableReference> _opened = new(StringComparer.Ordinal);

    // A notebook may name the TorchSharp API by any of its providers; here it is the one that runs.
    private static readonly string[] TorchNames = ["TorchSharp", "TorchSharp-cpu", "ResearchKit.Torch"];

    /// <summary>What every cell references.</summary>
    public IEnumerable<MetadataReference> References => references.Values;

    /// <summary>The assemblies of the kit.</summary>
    public IReadOnlyList<Assembly> Kit => kit;

    /// <summary>One of the references.</summary>
    public PortableExecutableReference Any => references.Values.First();

    /// <summary>Finds the assembly of the program that has a name.</summary>
    /// <param name="name">The simple name, without <c>.dll</c>.</param>
    /// <returns>A reference to it, or null when the program has none of that name.</returns>
    public PortableExecutableReference? Find(string name)
    {
        if (TorchNames.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return references[torchAssembly];
        }

        return references.TryGetValue(name, out var reference) ? reference
            : others.TryGetValue(name, out var path) ? Open(path)
            : null;
    }

    /// <summary>Tells whether the program has an assembly besides the framework and the kit.</summary>
    /// <param name="name">The simple name.</param>
    /// <returns>Whether it does.</returns>
    public bool IsBroughtAlong(string name) => others.ContainsKey(name);

    /// <summary>Refers to a file, or to the assembly of that name that the program has.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The reference, the same object each time.</returns>
    public PortableExecutableReference Prefer(string path) => Find(Path.GetFileNameWithoutExtension(path)) ?? Open(path);

    private PortableExecutableReference Open(string path) => _opened.GetOrAdd(path, refer);
}
