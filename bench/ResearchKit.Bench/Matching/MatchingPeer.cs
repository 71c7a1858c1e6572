using System.Text.Json;
using ResearchKit.Permutations;

namespace ResearchKit.Bench.Matching;

/// <summary>The numpy and scipy version in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class MatchingPeer : IDisposable
{
    private readonly PythonPeer _python;
    private readonly string _folder;

    public MatchingPeer(string python, string script, string folder)
    {
        _folder = folder;
        _python = new PythonPeer(python, script, PythonPeer.OneThread);
    }

    public void Make(string name, int seed) => _python.Ask(FormattableString.Invariant($"make {name} {seed} {_folder}"));

    public void Plant(int seed) => _python.Ask(FormattableString.Invariant($"plant {_folder} {seed}"));

    /// <summary>Gives the peer the spec and the order of groups in every sweep.</summary>
    public void Load(IEnumerable<Permutation> orders)
    {
        File.WriteAllText(Path.Combine(_folder, "orders.json"), JsonSerializer.Serialize(orders.Select(order => order.ToArray())));
        _python.Ask($"load {_folder}");
    }

    public void WriteSpec(PermutationSpec spec)
    {
        var axes = spec.Axes.ToDictionary(pair => pair.Key, pair => pair.Value.Select(axis => axis is null ? null : new object[] { axis.Group, axis.BlockSize }));
        File.WriteAllText(Path.Combine(_folder, "spec.json"), JsonSerializer.Serialize(new { groups = spec.Groups, axes, statistics = spec.Statistics }));
    }

    /// <summary>Runs the peer's matching.</summary>
    /// <returns>Its CPU seconds by part, its sweeps and its alignment.</returns>
    public (Dictionary<string, double> Report, Alignment Alignment) Match(PermutationSpec spec, int sweeps)
    {
        var report = JsonSerializer.Deserialize<Dictionary<string, double>>(_python.Ask(FormattableString.Invariant($"match {sweeps} {_folder}")))!;
        var permutations = JsonSerializer.Deserialize<Dictionary<string, int[]>>(File.ReadAllText(Path.Combine(_folder, "peer.json")))!;
        return (report, new Alignment(spec, permutations.Select(pair => KeyValuePair.Create(pair.Key, new Permutation(pair.Value)))));
    }

    public void Dispose() => _python.Dispose();
}
