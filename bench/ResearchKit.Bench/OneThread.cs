using System.Diagnostics;

namespace ResearchKit.Bench;

/// <summary>Runs a benchmark with one thread of BLAS.</summary>
internal static class OneThread
{
    private const string Variable = "OPENBLAS_NUM_THREADS";

    /// <summary>Runs the benchmark here if this process has one thread, otherwise the same command line in a process that has.</summary>
    /// <remarks>The BLAS library reads its number of threads when it is loaded, from the environment that the process started with.</remarks>
    /// <param name="benchmark">The benchmark.</param>
    /// <returns>Its exit code.</returns>
    public static int Run(Func<int> benchmark)
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            return benchmark();
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.GetCommandLineArgs()[1..]);
        start.Environment[Variable] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The benchmark did not start again.");
        process.WaitForExit();
        return process.ExitCode;
    }
}
