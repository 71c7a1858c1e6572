using System.Text.Json;

namespace ResearchKit.Bench.Experts;

/// <summary>The numpy and scipy version in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class ExpertsPeer : IDisposable
{
    private readonly PythonPeer _python;
    private readonly string _folder;

    public ExpertsPeer(string python, string script, string folder)
    {
        _folder = folder;
        _python = new PythonPeer(python, script, PythonPeer.OneThread);
    }

    public void Load() => _python.Ask($"load {_folder}");

    /// <summary>Merges the layer.</summary>
    /// <returns>CPU seconds by part, and what came out.</returns>
    public (Dictionary<string, double> Report, ExpertsPeerAnswer Answer) Merge(int keep)
    {
        var report = JsonSerializer.Deserialize<Dictionary<string, double>>(_python.Ask(FormattableString.Invariant($"merge {keep} {_folder}")))!;
        return (report, JsonSerializer.Deserialize<ExpertsPeerAnswer>(File.ReadAllText(Path.Combine(_folder, "peer.json")), JsonSerializerOptions.Web)!);
    }

    /// <summary>Decomposes the matrix in the folder.</summary>
    /// <returns>CPU seconds, and the relative error of the best approximation of the rank.</returns>
    public Dictionary<string, double> Decompose(long rows, long columns, int rank) =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(_python.Ask(FormattableString.Invariant($"svd {_folder} {rows} {columns} {rank}")))!;

    public void Dispose() => _python.Dispose();
}
