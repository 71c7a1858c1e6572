using System.Text.Json;
using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>networkx in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class GedPeer : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly PythonPeer _python;

    public GedPeer(string python, string script)
    {
        _python = new PythonPeer(python, script, new Dictionary<string, string?> { ["OPENBLAS_NUM_THREADS"] = "1" });
    }

    /// <summary>Solves a pair.</summary>
    public GedPeerAnswer Solve(Graph a, Graph b, double limit)
    {
        var line = _python.Ask(JsonSerializer.Serialize(new { limit, a = Shape(a), b = Shape(b) }));
        return JsonSerializer.Deserialize<GedPeerAnswer>(line, Web)!;
    }

    public void Dispose() => _python.Dispose();

    private static object Shape(Graph graph) => new
    {
        nodes = graph.NodeCount,
        labels = Enumerable.Range(0, graph.NodeCount).Select(i => graph.NodeLabel(i).ToString()),
        edges = graph.Edges.Select(edge => new[] { edge.Source, edge.Target }),
    };
}
