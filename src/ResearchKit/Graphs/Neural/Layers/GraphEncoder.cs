using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Message passing: a vector for each node that describes its surroundings.</summary>
/// <remarks>
/// h = W2 relu(W1 x + c1) + c2, then in each round, with the same weights, a_v = Σ over neighbours u of (Wm [h_u ; h_v ; 1] + cm) and h_v = GRU(a_v, h_v). Written densely,
/// a = [A h ; deg ∘ h ; deg] Wmᵀ + deg cmᵀ. Rows of padding do not reach others, because their columns of A are 0, and are set to 0 at the end.
/// Reference: Jain et al., NeurIPS 2024 (GraphEdX), released code; after Li et al., ICML 2019 (graph matching networks).
/// </remarks>
internal sealed class GraphEncoder : nn.Module<PaddedGraphs, Tensor>
{
    private readonly Linear _first;
    private readonly Linear _second;
    private readonly Linear _message;
    private readonly GruCell _cell;
    private readonly int _rounds;

    public GraphEncoder(LayerFactory factory, int features, int stateSize, int rounds)
        : base(nameof(GraphEncoder))
    {
        _rounds = rounds;
        _first = factory.Linear("encoder.first", features, stateSize, bias: true);
        _second = factory.Linear("encoder.second", stateSize, stateSize, bias: true);
        _message = factory.Linear("encoder.message", (2 * stateSize) + 1, 2 * stateSize, bias: true);
        _cell = new GruCell(factory, "encoder.cell", 2 * stateSize, stateSize);
        register_module("first", _first);
        register_module("second", _second);
        register_module("message", _message);
        register_module("cell", _cell);
    }

    /// <summary>Rounds of message passing.</summary>
    public int Rounds => _rounds;

    /// <summary>The first and second layer, the message, the cell's input and its state.</summary>
    public IReadOnlyList<Linear> Layers => [_first, _second, _message, _cell.Input, _cell.State];

    /// <summary>X, (K, N, state size).</summary>
    public override Tensor forward(PaddedGraphs graphs)
    {
        var state = _second.call(nn.functional.relu(_first.call(graphs.Features))); // (K, N, d)
        var messageBias = graphs.Degrees.mul(_message.bias!); // (K, N, 2d)
        var weights = _message.weight!.t();
        for (var round = 0; round < _rounds; round++)
        {
            var sums = cat([graphs.Adjacency.bmm(state), graphs.Degrees.mul(state), graphs.Degrees], -1); // (K, N, 2d + 1)
            state = _cell.call(sums.matmul(weights).add(messageBias), state);
        }

        return state.mul(graphs.Presence.unsqueeze(-1));
    }
}
