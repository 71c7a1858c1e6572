using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace ResearchKit.Kernel.Jupyter.ZeroMq;

/// <summary>Finds libzmq: Debian's <c>libzmq5</c>, conda's <c>zeromq</c>, Homebrew's, or the one that a variable names.</summary>
internal static class ZmqLibrary
{
    /// <summary>The name that imports use.</summary>
    public const string Name = "zmq";

    /// <summary>The variable that names the file, before anything else is tried.</summary>
    public const string PathVariable = "RESEARCHKIT_LIBZMQ";

    private static readonly Lock Gate = new();
    private static nint _handle;

    /// <summary>Loads the library, once a process.</summary>
    /// <param name="name">The name of an import.</param>
    /// <param name="assembly">The assembly that imports it.</param>
    /// <param name="searchPath">Not used: the places are fixed.</param>
    /// <returns>A handle, or 0 for another library than libzmq.</returns>
    /// <exception cref="DllNotFoundException">None of the places has it; the message lists them.</exception>
    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Name)
        {
            return 0;
        }

        lock (Gate)
        {
            return _handle != 0 ? _handle : _handle = Load(Candidates());
        }
    }

    /// <summary>The files that are tried, in order; names without a folder are left to the system's loader.</summary>
    /// <returns>Paths and names.</returns>
    public static IReadOnlyList<string> Candidates()
    {
        var paths = new List<string>();
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            paths.Add(named);
        }

        string[] names = OperatingSystem.IsMacOS() ? ["libzmq.5.dylib", "libzmq.dylib"] : OperatingSystem.IsWindows() ? ["libzmq.dll"] : ["libzmq.so.5", "libzmq.so"];
        paths.AddRange(names);
        if (Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } conda)
        {
            var folder = OperatingSystem.IsWindows() ? Path.Combine(conda, "Library", "bin") : Path.Combine(conda, "lib");
            paths.AddRange(names.Select(file => Path.Combine(folder, file)));
        }

        if (OperatingSystem.IsMacOS())
        {
            paths.AddRange(names.Select(file => Path.Combine("/opt/homebrew/lib", file)));
        }

        return paths;
    }

    /// <summary>Loads the first library that can be.</summary>
    /// <param name="candidates">Paths and names.</param>
    /// <returns>Its handle.</returns>
    /// <exception cref="DllNotFoundException">None can be loaded.</exception>
    public static nint Load(IReadOnlyList<string> candidates)
    {
        var report = new StringBuilder("A Jupyter kernel needs ZeroMQ (libzmq 4), which could not be loaded. Tried:");
        foreach (var candidate in candidates)
        {
            try
            {
                return NativeLibrary.Load(candidate);
            }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                report.Append("\n  ").Append(candidate).Append(": ").Append(exception.Message.ReplaceLineEndings(" "));
            }
        }

        report.Append("\nDebian and Ubuntu: apt-get install libzmq5. conda: conda install -c conda-forge zeromq. Or name the file in ").Append(PathVariable).Append('.');
        throw new DllNotFoundException(report.ToString());
    }
}
