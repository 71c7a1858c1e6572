using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Finds the native libraries of packages, which lie in other folders than the assemblies that import them.</summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, string> Paths = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, byte> Importers = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<AssemblyLoadContext, byte> Contexts = new();
    private static int _isWatching;

    /// <summary>Makes native libraries known to assemblies that are not loaded yet.</summary>
    /// <param name="assemblies">The paths of the assemblies.</param>
    /// <param name="libraries">The paths of the libraries.</param>
    public static void Register(IEnumerable<string> assemblies, IEnumerable<string> libraries)
    {
        var any = false;
        foreach (var library in libraries)
        {
            // The first of a name stays, as the first version of a package does.
            any |= Paths.TryAdd(Path.GetFileName(library), library);
        }

        if (!any)
        {
            return;
        }

        foreach (var assembly in assemblies)
        {
            Importers.TryAdd(assembly, 0);
        }

        if (Interlocked.Exchange(ref _isWatching, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Watch(loaded.LoadedAssembly);
        }
    }

    private static void Watch(System.Reflection.Assembly assembly)
    {
        if (!assembly.IsDynamic
            && Importers.ContainsKey(assembly.Location)
            && AssemblyLoadContext.GetLoadContext(assembly) is { } context
            && Contexts.TryAdd(context, 0))
        {
            context.ResolvingUnmanagedDll += (_, name) => Load(name);
        }
    }

    private static nint Load(string name)
    {
        // What DllImport names may lack the beginning and the end that the system gives to file names.
        var (prefix, suffix) = OperatingSystem.IsWindows() ? (string.Empty, ".dll") : OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        foreach (var candidate in new[] { name, name + suffix, prefix + name, prefix + name + suffix })
        {
            if (Paths.TryGetValue(candidate, out var path) && NativeLibrary.TryLoad(path, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
