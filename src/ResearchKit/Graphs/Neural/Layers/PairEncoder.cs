using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>A vector for each pair of nodes, edge or not: R_ij = F([X_i ; X_j ; A_ij]) + F([X_j ; X_i ; A_ij]) with F = linear, relu, linear.</summary>
/// <remarks>The first layer is applied to nodes before pairs are made, the second after both directions are added: the same numbers, a fraction of the work.</remarks>
internal sealed class PairEncoder : nn.Module<Tensor, PaddedGraphs, Tensor>
{
    private readonly Linear _first;
    private readonly Linear _second;
    private readonly int _stateSize;

    public PairEncoder(LayerFactory factory, int stateSize, int pairSize)
        : base(nameof(PairEncoder))
    {
        _stateSize = stateSize;
        _first = factory.Linear("pairs.first", (2 * stateSize) + 1, pairSize, bias: true);
        _second = factory.Linear("pairs.second", pairSize, pairSize, bias: true);
        register_module("first", _first);
        register_module("second", _second);
    }

    /// <summary>R, (K, M, pair size), of X, (K, N, state size).</summary>
    public override Tensor forward(Tensor nodes, PaddedGraphs graphs)
    {
        var weights = _first.weight!.t(); // (2d + 1, D)
        var asSender = nodes.matmul(weights.narrow(0, 0, _stateSize)); // (K, N, D)
        var asReceiver = nodes.matmul(weights.narrow(0, _stateSize, _stateSize));
        var edge = graphs.PairAdjacency.unsqueeze(-1).mul(weights.narrow(0, 2 * _stateSize, 1)).add(_first.bias!); // (K, M, D)
        var forth = asSender.index_select(1, graphs.FirstNodes).add(asReceiver.index_select(1, graphs.SecondNodes)).add(edge);
        var back = asSender.index_select(1, graphs.SecondNodes).add(asReceiver.index_select(1, graphs.FirstNodes)).add(edge);
        return nn.functional.relu(forth).add(nn.functional.relu(back)).matmul(_second.weight!.t()).add(_second.bias!.mul(2));
    }
}
