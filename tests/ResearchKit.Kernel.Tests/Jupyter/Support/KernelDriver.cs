using System.Diagnostics;

namespace ResearchKit.Kernel.Tests.Jupyter.Support;

/// <summary>Runs the driver, a Python program over Debian's jupyter_client, against the real kernel, once for all its checks.</summary>
public sealed class KernelDriver
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly Lazy<Task<IReadOnlyDictionary<string, string>>> _results = new(RunAsync);

    /// <summary>The names of the checks, as the driver has them.</summary>
    public static IReadOnlyList<string> Checks { get; } =
        [.. File.ReadLines(Script).SkipWhile(line => line != "CHECKS = []").Where(line => line.StartsWith("def ", StringComparison.Ordinal) && line.EndsWith("(k):", StringComparison.Ordinal)).Select(line => line[4..^4])];

    private static string Script => Path.Combine(AppContext.BaseDirectory, "driver", "drive_kernel.py");

    // The command lies in a folder of its own beside that of the tests.
    private static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "ResearchKit.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "researchkit"));

    /// <summary>What the driver said of a check.</summary>
    /// <param name="check">The name of the check.</param>
    /// <returns><c>ok</c>, or what went wrong.</returns>
    public async Task<string> ResultOfAsync(string check)
    {
        var results = await _results.Value;
        return results.GetValueOrDefault(check, "the driver did not get so far: " + results[string.Empty]);
    }

    /// <summary>Whether jupyter_client is on this machine.</summary>
    /// <returns>Null, or what is missing.</returns>
    public static async Task<string?> MissingAsync()
    {
        if (!File.Exists(Python))
        {
            return $"{Python} is missing; Debian: apt-get install python3-jupyter-client";
        }

        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import jupyter_client, nbformat, zmq"]) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : "jupyter_client or nbformat is missing; Debian: apt-get install python3-jupyter-client jupyter-nbconvert";
    }

    private static async Task<IReadOnlyDictionary<string, string>> RunAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(Python, [Script, Program]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(Limit);
        await using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var results = new Dictionary<string, string> { [string.Empty] = await error };
        foreach (var line in output.Split('\n'))
        {
            if (line.StartsWith("ok ", StringComparison.Ordinal))
            {
                results[line[3..]] = "ok";
            }
            else if (line.StartsWith("FAIL ", StringComparison.Ordinal))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                results[line[5..colon]] = line[(colon + 2)..];
            }
        }

        return results;
    }
}
