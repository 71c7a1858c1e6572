using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using TorchSharp;

namespace ResearchKit.Kernel.Running;

/// <summary>What a result depends on besides the notebook: the versions of everything below it.</summary>
public static class RunVersions
{
    /// <summary>Collects the versions.</summary>
    /// <returns>The keys kit, dotnet, engine, provider, threads, os. Engine and threads are null when libtorch cannot be loaded.</returns>
    public static JsonObject Collect() => new()
    {
        ["kit"] = VersionOf(typeof(Seed).Assembly),
        ["dotnet"] = Environment.Version.ToString(),
        ["engine"] = Engine(),
        ["provider"] = $"{typeof(torch).Assembly.GetName().Name} {VersionOf(typeof(torch).Assembly)}",
        ["threads"] = Threads(),
        ["os"] = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
    };

    private static string VersionOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";
        return version.Split('+')[0];
    }

    private static JsonValue? Engine() => Ask(() => $"libtorch {torch.__version__}");

    private static JsonValue? Threads() => Ask(() => torch.get_num_threads());

    // A notebook that computes nothing with tensors also runs where there is no libtorch.
    private static JsonValue? Ask<T>(Func<T> ask)
    {
        try
        {
            return JsonValue.Create(ask());
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or BadImageFormatException or NotSupportedException or MissingMethodException or EntryPointNotFoundException or FileNotFoundException)
        {
            return null;
        }
    }
}
