using System.ComponentModel;
using System.Diagnostics;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Runs the SDK's <c>dotnet</c> in a process of its own.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">The folder to run it in.</param>
    /// <param name="cancellationToken">Ends the process and all that it started.</param>
    /// <returns>The exit code, and everything it wrote, in lines.</returns>
    /// <exception cref="InvalidOperationException">There is no <c>dotnet</c>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (int ExitCode, IReadOnlyList<string> Lines) Run(IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };

        // Messages in English, since they are read; no servers that outlive the command and keep its folder.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // Settings of the process that runs the session are not meant for a build: a test host or an MSBuild task sets them.
        foreach (var name in new[] { "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly" })
        {
            start.Environment.Remove(name);
        }

        var lines = new List<string>();
        using var process = Start(start);
        process.OutputDataReceived += (_, data) => Keep(lines, data.Data);
        process.ErrorDataReceived += (_, data) => Keep(lines, data.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        try
        {
            process.WaitForExitAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ThreadInterruptedException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (lines)
        {
            return (process.ExitCode, [.. lines]);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"'{start.FileName}' cannot be started ({exception.Message}); an SDK of .NET {Environment.Version.Major} is needed for packages and projects.", exception);
        }
    }

    private static void Keep(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    // The one that belongs to the running framework, else whatever the path finds.
    private static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", name)),
        ];
        return candidates.FirstOrDefault(path => path is not null && File.Exists(path)) ?? name;
    }
}
