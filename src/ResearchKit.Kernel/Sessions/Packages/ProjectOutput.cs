using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Takes the output of a project over into a session.</summary>
internal static class ProjectOutput
{
    /// <summary>Copies what lies beside an assembly, so that a later build can write its own, and makes its native libraries known.</summary>
    /// <param name="assembly">The assembly that was built.</param>
    /// <param name="folder">An empty folder.</param>
    /// <returns>The paths of the copies that are assemblies, the one that was built first.</returns>
    public static IReadOnlyList<string> Copy(string assembly, string folder)
    {
        var output = Path.GetDirectoryName(assembly)!;
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

        var assemblies = copies.Where(IsAssembly).OrderByDescending(file => Path.GetFileName(file) == Path.GetFileName(assembly)).ThenBy(file => file, StringComparer.Ordinal).ToList();
        NativeLibraries.Register(assemblies, copies.Where(file => Path.GetExtension(file) is not (".pdb" or ".xml") && !assemblies.Contains(file)));
        return assemblies;
    }

    /// <summary>Takes from new copies only what differs from the loaded ones: an assembly that is the same stays where it was loaded from.</summary>
    /// <param name="loaded">The paths of the loaded ones.</param>
    /// <param name="copies">The paths of the new ones.</param>
    /// <returns>A path for each of the new ones.</returns>
    public static IReadOnlyList<string> Renew(IReadOnlyList<string> loaded, IReadOnlyList<string> copies)
    {
        var known = loaded.ToDictionary(file => Path.GetFileName(file), StringComparer.OrdinalIgnoreCase);
        return [.. copies.Select(copy => known.TryGetValue(Path.GetFileName(copy), out var same) && VersionIdOf(same) == VersionIdOf(copy) ? same : copy)];
    }

    /// <summary>Reads the number that the compiler gives to each different assembly.</summary>
    /// <param name="file">The path of an assembly.</param>
    /// <returns>The number.</returns>
    public static Guid VersionIdOf(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        var metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static bool IsAssembly(string file)
    {
        if (!file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

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
}
