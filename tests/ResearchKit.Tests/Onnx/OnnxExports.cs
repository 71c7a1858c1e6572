using System.Diagnostics;

namespace ResearchKit.Tests.Onnx;

/// <summary>Lets python3-torch export the networks of make_models.py, once for all tests of a run.</summary>
internal static class OnnxExports
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly Lazy<string?> Failure = new(Make);

    /// <summary>Where the networks are.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "onnx-exports");

    /// <summary>Why there are none, or null.</summary>
    public static string? Missing => Failure.Value;

    private static string? Make()
    {
        if (!File.Exists(Python))
        {
            return $"{Python} is missing; Debian: apt-get install python3-torch";
        }

        if (Run("-c", "import numpy, torch.onnx") is { ExitCode: not 0 })
        {
            return "torch is missing; Debian: apt-get install python3-torch";
        }

        var (code, error) = Run(Path.Combine(AppContext.BaseDirectory, "Onnx", "make_models.py"), Folder);
        return code == 0 ? null : throw new InvalidOperationException($"make_models.py failed: {error}");
    }

    private static (int ExitCode, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"python3 {string.Join(' ', arguments)} did not end within {Limit}");
        }

        _ = output.Result;
        return (process.ExitCode, error.Result);
    }
}
