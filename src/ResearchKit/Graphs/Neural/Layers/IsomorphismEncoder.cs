using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Layers of a graph isomorphism network with skip connections: the sums of all layers' node vectors.</summary>
/// <remarks>
/// h⁰ = W x + b; x_v = MLP(h_v + Σ over neighbours h_u); every second layer adds what it was two layers before (before the relu); h = relu(x). Sums over nodes of h⁰ to hᴸ stand side by side.
/// References: K. Xu et al., ICLR 2019 (GIN, with ε = 0); R. Ranjan et al., NeurIPS 2022 (GREED).
/// </remarks>
internal sealed class IsomorphismEncoder : nn.Module<PaddedGraphs, Tensor>
{
    private readonly Linear _first;
    private readonly TwoLayers[] _layers;

    public IsomorphismEncoder(LayerFactory factory, int features, int stateSize, int layers)
        : base(nameof(IsomorphismEncoder))
    {
        _first = factory.Linear("encoder.first", features, stateSize, bias: true);
        register_module("first", _first);
        _layers = [.. Enumerable.Range(0, layers).Select(layer => new TwoLayers(factory, $"encoder.layer{layer}", stateSize, stateSize, stateSize))];
        for (var layer = 0; layer < layers; layer++)
        {
            register_module($"layer{layer}", _layers[layer]);
        }
    }

    /// <summary>The sums, (K, (layers + 1) · state size).</summary>
    public override Tensor forward(PaddedGraphs graphs)
    {
        var presence = graphs.Presence.unsqueeze(-1); // (K, N, 1)
        var state = _first.call(graphs.Features); // (K, N, d)
        var skipped = state;
        var sums = new List<Tensor> { state.mul(presence).sum(1) };
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            state = _layers[layer].call(graphs.Adjacency.bmm(state).add(state)); // columns of padding are 0 in A
            if (layer % 2 == 1)
            {
                state = state.add(skipped);
                skipped = state;
            }

            state = nn.functional.relu(state);
            sums.Add(state.mul(presence).sum(1));
        }

        return cat(sums, 1);
    }
}
