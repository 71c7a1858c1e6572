using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>One step of a gated recurrent unit.</summary>
/// <remarks>
/// r = σ(W_ir x + b_ir + W_hr h + b_hr), z likewise, n = tanh(W_in x + b_in + r ∘ (W_hn h + b_hn)), new h = (1 − z) ∘ n + z ∘ h. The rows of <c>input</c> and <c>state</c> are r, z, n, as in PyTorch's cell.
/// Reference: K. Cho et al., EMNLP 2014; the reset gate after the product as in cuDNN.
/// </remarks>
internal sealed class GruCell : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Linear _input;
    private readonly Linear _state;
    private readonly long _size;

    public GruCell(LayerFactory factory, string name, long inputs, long size)
        : base(name)
    {
        _size = size;
        _input = factory.Linear($"{name}.input", inputs, 3 * size, bias: true, fanIn: size);
        _state = factory.Linear($"{name}.state", size, 3 * size, bias: true, fanIn: size);
        register_module("input", _input);
        register_module("state", _state);
    }

    /// <summary>W_i and b_i: what is made of the input.</summary>
    public Linear Input => _input;

    /// <summary>W_h and b_h: what is made of the state.</summary>
    public Linear State => _state;

    public override Tensor forward(Tensor input, Tensor state)
    {
        var fromInput = _input.call(input); // (..., 3 size)
        var fromState = _state.call(state);
        var gates = fromInput.narrow(-1, 0, 2 * _size).add(fromState.narrow(-1, 0, 2 * _size)).sigmoid();
        var reset = gates.narrow(-1, 0, _size);
        var update = gates.narrow(-1, _size, _size);
        var candidate = fromInput.narrow(-1, 2 * _size, _size).add(reset.mul(fromState.narrow(-1, 2 * _size, _size))).tanh();
        return candidate.add(update.mul(state.sub(candidate)));
    }
}
