using System.Diagnostics;

namespace ResearchKit.Torch.Tests.Interop;

/// <summary>Runs one explicit test of this assembly in a process of its own, for what can happen only once a process.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a test and waits for its end.</summary>
    /// <param name="type">The class with the test.</param>
    /// <param name="method">The test, marked explicit.</param>
    /// <param name="environment">Variables that the process has beside those of this one.</param>
    internal static (int ExitCode, string Output) Run(Type type, string method, params (string Name, string Value)[] environment)
    {
        var program = Path.Combine(AppContext.BaseDirectory, type.Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        var start = new ProcessStartInfo(program, ["-method", $"{type.FullName}.{method}", "-explicit", "only", "-noColor", "-noLogo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{method} did not end within {_limit}.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }
}
