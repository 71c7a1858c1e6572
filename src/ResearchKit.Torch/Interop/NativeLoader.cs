using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>Finds and loads the native shim, and through it libtorch.</summary>
/// <remarks>
/// Tried in order: the file named by the environment variable RESEARCHKIT_TORCH_NATIVE, the folder of the assembly, the
/// application's folder, and <c>runtimes/RID/native</c> under both. When none loads, the exception lists every path with the loader's own words.
/// </remarks>
internal static unsafe partial class NativeLoader
{
    internal const string PathVariable = "RESEARCHKIT_TORCH_NATIVE";
    private const int AbiVersion = 2;
    private static readonly Lock Gate = new();
    private static nint _library;

    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Native.Library)
        {
            return 0;
        }

        lock (Gate)
        {
            if (_library == 0)
            {
                _library = Load();
            }

            return _library;
        }
    }

    /// <summary>The paths at which the shim is looked for, in order.</summary>
    /// <returns>Full paths; none need exist.</returns>
    internal static IReadOnlyList<string> Candidates()
    {
        var file = OperatingSystem.IsMacOS() ? "libResearchKitTorch.dylib" : "libResearchKitTorch.so";
        var paths = new List<string>();
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } chosen)
        {
            paths.Add(Path.GetFullPath(Directory.Exists(chosen) ? Path.Combine(chosen, file) : chosen));
        }

        var folders = new[] { Path.GetDirectoryName(typeof(Native).Assembly.Location), AppContext.BaseDirectory };
        foreach (var folder in folders.Where(f => !string.IsNullOrEmpty(f)))
        {
            paths.Add(Path.Combine(folder!, file));
            paths.Add(Path.Combine(folder!, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file));
        }

        return paths.Distinct().ToList();
    }

    private static nint Load()
    {
        PreferPassiveWaiting();
        var report = new StringBuilder("The native part of the tensor engine could not be loaded. Tried:");
        foreach (var path in Candidates())
        {
            if (!File.Exists(path))
            {
                report.Append("\n  ").Append(path).Append(": no such file");
                continue;
            }

            try
            {
                var library = NativeLibrary.Load(path);
                Start(library, path);
                return library;
            }
            catch (DllNotFoundException e)
            {
                report.Append("\n  ").Append(path).Append(": ").Append(e.Message.ReplaceLineEndings(" "));
            }
        }

        report.Append("\nThe library is compiled by `dotnet build` when g++ and libtorch are there. On Debian and Ubuntu: apt-get install -y g++ libtorch-dev; ")
            .Append("elsewhere set LIBTORCH to the folder of an unpacked libtorch and build again, or point ").Append(PathVariable).Append(" at the built library.");
        throw new DllNotFoundException(report.ToString());
    }

    private static void Start(nint library, string path)
    {
        var version = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, nameof(Native.rk_abi_version)))();
        if (version != AbiVersion)
        {
            throw new DllNotFoundException($"{path} speaks version {version} of the interface, this assembly version {AbiVersion}; build both from the same sources.");
        }

        ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "rk_initialize"))();
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null or "")
        {
            // Small tensors gain nothing from more; set_num_threads raises it. libtorch's own probe can also report one core where there are more.
            var set = (delegate* unmanaged<int, long, int>)NativeLibrary.GetExport(library, nameof(Native.rk_set));
            _ = set((int)NativeSetting.Threads, Math.Min(Environment.ProcessorCount, 2));
        }
    }

    // The OpenMP library reads its environment while it is loaded, and .NET's own SetEnvironmentVariable does not reach it.
    private static void PreferPassiveWaiting()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            _ = setenv("OMP_WAIT_POLICY", "passive", 0);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
