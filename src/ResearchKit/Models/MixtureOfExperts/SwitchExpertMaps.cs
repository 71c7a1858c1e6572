using ResearchKit.Experts.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The maps of a merged Switch checkpoint that keeps each expert once: for each layer, which stored expert stands for each of the router's choices.</summary>
internal sealed class SwitchExpertMaps
{
    private static readonly string[] Parts = ["wi", "wo"];

    private readonly Dictionary<string, int[]> _maps = new(StringComparer.Ordinal);

    private SwitchExpertMaps()
    {
    }

    /// <summary>Takes the maps out of a checkpoint whose experts are stacked.</summary>
    /// <exception cref="ArgumentException">A map is no row of whole numbers, belongs to no layer of experts, or names an expert that is not there.</exception>
    public static SwitchExpertMaps Take(Dictionary<string, Tensor> stacked)
    {
        var result = new SwitchExpertMaps();
        var prefix = ExpertCheckpoint.MapName(string.Empty);
        foreach (var name in stacked.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
        {
            stacked.Remove(name, out var map);
            result._maps.Add(name[prefix.Length..], Read(name, map!, name[prefix.Length..], stacked));
        }

        return result;
    }

    /// <summary>The tensors as if every choice had an expert of its own.</summary>
    public Dictionary<string, Tensor> Expand(Dictionary<string, Tensor> stacked)
    {
        var result = new Dictionary<string, Tensor>(stacked, StringComparer.Ordinal);
        foreach (var (layer, map) in _maps)
        {
            var rows = tensor(Array.ConvertAll(map, e => (long)e));
            foreach (var part in Parts)
            {
                result[Name(layer, part)] = stacked[Name(layer, part)].index_select(0, rows);
            }
        }

        return result;
    }

    /// <summary>Lets the network store each expert once again.</summary>
    public void Share(SwitchTransformer model, Dictionary<string, Tensor> stacked)
    {
        foreach (var layer in model.MoeLayers.Where(layer => _maps.ContainsKey(layer.LayerName)))
        {
            var experts = new DenseExperts(Parts.ToDictionary(part => part, part => stacked[Name(layer.LayerName, part)]), layer.Options.Activation);
            layer.ReplaceExperts(experts, _maps[layer.LayerName]);
        }
    }

    private static string Name(string layer, string part) => $"{layer}.experts.{part}";

    private static int[] Read(string name, Tensor map, string layer, Dictionary<string, Tensor> stacked)
    {
        if (map.dim() != 1 || map.dtype is not (ScalarType.Int32 or ScalarType.Int64))
        {
            throw new ArgumentException($"'{name}' has shape [{string.Join(", ", map.shape)}] of {map.dtype}; expected one row of whole numbers");
        }

        if (Array.Find(Parts, part => !stacked.ContainsKey(Name(layer, part))) is { } missing)
        {
            throw new ArgumentException($"'{name}' belongs to no layer of experts: there is no '{layer}.experts.expert_e.{missing}.weight'");
        }

        var stored = Parts.Min(part => stacked[Name(layer, part)].shape[0]);
        var values = map.to(ScalarType.Int64).data<long>().ToArray();
        return values.All(value => value >= 0 && value < stored)
            ? Array.ConvertAll(values, value => (int)value)
            : throw new ArgumentException($"'{name}' is [{string.Join(", ", values)}]; expected numbers from 0 to {stored - 1}");
    }
}
