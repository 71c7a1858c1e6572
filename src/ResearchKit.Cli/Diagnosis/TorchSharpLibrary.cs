using System.Runtime.InteropServices;
using TorchSharp;

namespace ResearchKit.Cli.Diagnosis;

/// <summary>The native part of the official TorchSharp, whose own loader does not say which library is missing.</summary>
internal static class TorchSharpLibrary
{
    /// <summary>Whether the kit was built against the official TorchSharp, and not against its own binding.</summary>
    public static bool IsProvider => typeof(torch).Assembly.GetName().Name == "TorchSharp";

    /// <summary>The file's name on this system.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "LibTorchSharp.dll" : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";

    /// <summary>Loads it once more where the program would find it.</summary>
    /// <returns>The reason that the system's loader gives, or null where it loads or is not used.</returns>
    public static string? WhyNot() => IsProvider ? WhyNot([AppContext.BaseDirectory, .. SearchFolders()]) : null;

    /// <summary>Loads it from the first of the folders that has it.</summary>
    /// <param name="folders">Where to look, in order.</param>
    /// <returns>The reason that the system's loader gives, or null where it loads.</returns>
    public static string? WhyNot(IReadOnlyList<string> folders)
    {
        if (folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists) is not { } path)
        {
            return $"{FileName} is in none of {string.Join(", ", folders.Distinct())}";
        }

        try
        {
            _ = NativeLibrary.Load(path);
            return null;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            // .NET writes general advice first; the loader's own words are the last line.
            return error.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Last();
        }
    }

    private static string[] SearchFolders() =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
