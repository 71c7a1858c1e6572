using System.Diagnostics;

namespace ResearchKit.Cli.Tests;

/// <summary>Runs the real command as a process.</summary>
internal static class CliProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static string Executable { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ResearchKit.Cli.exe" : "ResearchKit.Cli");

    public static Task<CliResult> RunAsync(params string[] arguments) => RunAsync(arguments, new Dictionary<string, string>());

    public static async Task<CliResult> RunAsync(string[] arguments, IReadOnlyDictionary<string, string> environment, string? folder = null)
    {
        using var process = Start(arguments, environment, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new CliResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"researchkit {string.Join(' ', arguments)} did not end within {Limit}");
        }
    }

    /// <summary>Starts the command so that SIGINT reaches it, also when these tests run in the background, where a shell makes them and their children ignore it.</summary>
    public static Process StartInterruptible(string[] arguments, IReadOnlyDictionary<string, string> environment, string? folder = null) =>
        OperatingSystem.IsLinux() ? Start("env", ["--default-signal=INT", Executable, .. arguments], environment, folder) : Start(arguments, environment, folder);

    public static Process Start(string[] arguments, IReadOnlyDictionary<string, string> environment, string? folder = null) =>
        Start(Executable, arguments, environment, folder);

    private static Process Start(string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
