using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Runs a network and keeps what each permutation group shows: the outputs of its layers and normalisations, and its sums and activations where the network shows them.</summary>
internal sealed class NodeRecorder : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly PermutationSpec _spec;
    private readonly List<Action> _removers = [];
    private readonly List<(string Group, string Node, Tensor Value)> _kept = [];
    private readonly ModuleMode _mode;
    private readonly bool _onlyAfterActivation;

    public NodeRecorder(nn.Module<Tensor, Tensor> network, PermutationSpec spec, bool onlyAfterActivation)
    {
        (_network, _spec, _onlyAfterActivation) = (network, spec, onlyAfterActivation);
        _mode = new ModuleMode(network, training: false);
        foreach (var (name, module) in network.named_modules().Where(pair => pair.name.Length > 0 && !onlyAfterActivation))
        {
            if (module is nn.Module<Tensor, Tensor> layer && spec.Axes.TryGetValue($"{name}.weight", out var axes) && axes is [{ BlockSize: 1 } rows, ..])
            {
                var handle = layer.register_forward_hook((_, _, output) => Keep(rows.Group, name, output));
                _removers.Add(handle.remove);
            }
        }
    }

    /// <summary>What every node of a batch gives, one row a unit: (units, samples) float64. The tensors belong to the current scope.</summary>
    public IReadOnlyList<(string Group, string Node, Tensor Value)> Record(Tensor batch)
    {
        _kept.Clear();
        if (!_onlyAfterActivation && _network is INodeSource nodes)
        {
            nodes.ShowNodes(batch, Add);
        }
        else if (_network is IActivationSource source)
        {
            foreach (var (group, value) in source.Activations(batch))
            {
                Add(group, "activation", value);
                value.Dispose();
            }
        }
        else
        {
            _network.call(batch);
        }

        return [.. _kept];
    }

    public void Dispose()
    {
        _removers.ForEach(remove => remove());
        _removers.Clear();
        _mode.Dispose();
    }

    private Tensor Keep(string group, string node, Tensor output)
    {
        Add(group, node, output);
        return output;
    }

    private void Add(string group, string node, Tensor value)
    {
        var units = _spec.Groups[group];
        if (value.dim() < 2 || value.shape[1] != units)
        {
            throw new ArgumentException($"Group '{group}' shows [{string.Join(", ", value.shape)}] at '{node}'; expected [N, {units}, ...].");
        }

        // The model's own scope ends with its forward pass; what is kept here must outlive it.
        _kept.Add((group, node, value.detach().transpose(0, 1).reshape(units, -1).to(ScalarType.Float64).DetachFromDisposeScope()));
    }
}
