using System.Reflection;
using System.Runtime.Loader;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Loads a later build of assemblies whose earlier build is loaded. Left to itself, the loader of cells takes what it has under the name, whatever the version.</summary>
internal static class RenewedAssemblies
{
    /// <summary>Loads them.</summary>
    /// <param name="renewed">The paths of the assemblies that differ.</param>
    /// <param name="files">The paths of all assemblies of the build.</param>
    /// <returns>The assemblies.</returns>
    public static IReadOnlyList<Assembly> Load(IEnumerable<string> renewed, IReadOnlyList<string> files)
    {
        var context = new AssemblyLoadContext("renewed project");
        context.Resolving += (_, name) => Find(context, name, files);
        return [.. renewed.Select(context.LoadFromAssemblyPath)];
    }

    // The program's own first, then what cells have loaded already, then the build.
    private static Assembly? Find(AssemblyLoadContext context, AssemblyName name, IReadOnlyList<string> files)
    {
        if (AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name.Name) is { } own)
        {
            return own;
        }

        var path = files.FirstOrDefault(file => string.Equals(Path.GetFileNameWithoutExtension(file), name.Name, StringComparison.OrdinalIgnoreCase));
        return path is null
            ? null
            : AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => !assembly.IsDynamic && assembly.Location == path) ?? context.LoadFromAssemblyPath(path);
    }
}
