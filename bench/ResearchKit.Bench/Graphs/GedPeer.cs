using System.Diagnostics;
using System.Text.Json;
using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>networkx in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class GedPeer : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Process _process;

    public GedPeer(string python, string script)
    {
        var start = new ProcessStartInfo(python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start.");
    }

    /// <summary>Solves a pair.</summary>
    public GedPeerAnswer Solve(Graph a, Graph b, double limit)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { limit, a = Shape(a), b = Shape(b) }));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer stopped; its error output says why.");
        return JsonSerializer.Deserialize<GedPeerAnswer>(line, Web)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static object Shape(Graph graph) => new
    {
        nodes = graph.NodeCount,
        labels = Enumerable.Range(0, graph.NodeCount).Select(i => graph.NodeLabel(i).ToString()),
        edges = graph.Edges.Select(edge => new[] { edge.Source, edge.Target }),
    };
}
