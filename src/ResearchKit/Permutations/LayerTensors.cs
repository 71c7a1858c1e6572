using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <summary>The tensors of a state dict, gathered by the layer that owns them, as the inference of specs reads them.</summary>
internal sealed class LayerTensors
{
    private static readonly HashSet<string> KnownTensors = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];

    private readonly Dictionary<string, Dictionary<string, long[]>> _layers = [];
    private readonly List<string> _order = [];
    private readonly List<string> _unknown = [];

    public LayerTensors(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        foreach (var (name, tensor) in stateDict)
        {
            var dot = name.LastIndexOf('.');
            var (layer, kind) = dot < 0 ? (string.Empty, name) : (name[..dot], name[(dot + 1)..]);
            if (!KnownTensors.Contains(kind))
            {
                _unknown.Add(name);
                continue;
            }

            if (!_layers.TryGetValue(layer, out var tensors))
            {
                _layers.Add(layer, tensors = []);
                _order.Add(layer);
            }

            tensors.Add(kind, tensor.shape);
        }
    }

    /// <summary>The layers in the order of the state dict.</summary>
    public IReadOnlyList<string> Layers => _order;

    public bool Has(string layer) => _layers.ContainsKey(layer);

    public bool HasTensor(string layer, string kind) => _layers.TryGetValue(layer, out var tensors) && tensors.ContainsKey(kind);

    public bool HasBias(string layer) => HasTensor(layer, "bias");

    /// <summary>The shape of a layer's weight, or an empty one where it has none.</summary>
    public long[] Weight(string layer) => _layers.TryGetValue(layer, out var tensors) && tensors.TryGetValue("weight", out var shape) ? shape : [];

    /// <summary>Whether the layer normalises or scales: its weight has one entry a channel, or it has running statistics alone.</summary>
    public bool IsNorm(string layer) => Has(layer) && (Weight(layer).Length is 1 or 3 || (Weight(layer).Length == 0 && HasTensor(layer, "running_mean")));

    /// <summary>Adds a normalisation to a spec as its tensors show it: batch, layer or group normalisation with one group.</summary>
    public void AddNorm(PermutationSpecBuilder builder, string layer, string? name = null)
    {
        name ??= layer;
        if (!IsNorm(layer))
        {
            throw new ArgumentException($"'{layer}' is no normalisation: expected a weight (channels) or (channels, height, width), or running statistics.");
        }

        var weight = Weight(layer);
        if (HasTensor(layer, "running_mean"))
        {
            builder.BatchNorm(name, affine: weight.Length > 0);
        }
        else
        {
            builder.LayerNorm(name, trailingAxes: weight.Length - 1, bias: HasBias(layer));
        }
    }

    /// <summary>Refuses names that the inference does not know, naming them.</summary>
    public void ThrowIfOthers(string network, string expected, IEnumerable<string> known)
    {
        var others = _unknown.Concat(_order.Except(known).SelectMany(layer => _layers[layer].Keys.Select(kind => layer.Length == 0 ? kind : $"{layer}.{kind}"))).ToList();
        if (others.Count > 0)
        {
            throw new ArgumentException(
                $"Not a {network} state dict: cannot place {string.Join(", ", others.Take(8).Select(name => $"'{name}'"))}{(others.Count > 8 ? $" and {others.Count - 8} more" : string.Empty)}. " +
                $"Expected {expected}. For another network write the spec down with PermutationSpec.Builder().");
        }
    }
}
