using System.Diagnostics;
using System.Text.Json;

namespace ResearchKit.Bench.Experts;

/// <summary>The numpy and scipy version in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class ExpertsPeer : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    public ExpertsPeer(string python, string script, string folder)
    {
        _folder = folder;
        var start = new ProcessStartInfo(python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var name in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS" })
        {
            start.Environment[name] = "1";
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start.");
    }

    public void Load() => Ask($"load {_folder}");

    /// <summary>Merges the layer.</summary>
    /// <returns>CPU seconds by part, and what came out.</returns>
    public (Dictionary<string, double> Report, ExpertsPeerAnswer Answer) Merge(int keep)
    {
        var report = JsonSerializer.Deserialize<Dictionary<string, double>>(Ask(FormattableString.Invariant($"merge {keep} {_folder}")))!;
        return (report, JsonSerializer.Deserialize<ExpertsPeerAnswer>(File.ReadAllText(Path.Combine(_folder, "peer.json")), JsonSerializerOptions.Web)!);
    }

    /// <summary>Decomposes the matrix in the folder.</summary>
    /// <returns>CPU seconds, and the relative error of the best approximation of the rank.</returns>
    public Dictionary<string, double> Decompose(long rows, long columns, int rank) =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(Ask(FormattableString.Invariant($"svd {_folder} {rows} {columns} {rank}")))!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer stopped at '{command}'; its error output says why.");
    }
}
