using System.Reflection;

namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>The command with which Jupyter starts a kernel.</summary>
/// <param name="Arguments">The program, as a full path, and its arguments; <c>{connection_file}</c> stands for the file that Jupyter passes.</param>
/// <param name="Environment">Variables that the program needs besides those of Jupyter.</param>
public sealed record KernelLaunch(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly string[] Variables = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64"];

    /// <summary>Makes the command that starts this very program as a kernel, wherever it lies and however it was started.</summary>
    /// <returns>The command.</returns>
    /// <exception cref="InvalidOperationException">The system does not tell the path of the running program.</exception>
    public static KernelLaunch OfThisProgram() =>
        Of(
            System.Environment.ProcessPath ?? throw new InvalidOperationException("The system does not tell the path of the running program."),
            Assembly.GetEntryAssembly()?.Location ?? string.Empty,
            System.Environment.GetEnvironmentVariable);

    /// <summary>Makes the command for a program.</summary>
    /// <param name="process">The full path of the process: the program itself, or dotnet.</param>
    /// <param name="assembly">The assembly that dotnet was given.</param>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <returns>The command.</returns>
    internal static KernelLaunch Of(string process, string assembly, Func<string, string?> variable)
    {
        var isDotnet = Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase) && assembly.Length > 0;
        string[] program = isDotnet ? [process, assembly] : [process];

        // A runtime that is not where the system keeps it is found by these; Jupyter may be started from a desktop that does not set them.
        var environment = Variables
            .Select(name => (Name: name, Value: variable(name)))
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .ToDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.Ordinal);
        return new KernelLaunch([.. program, "kernel", "run", "{connection_file}"], environment);
    }
}
