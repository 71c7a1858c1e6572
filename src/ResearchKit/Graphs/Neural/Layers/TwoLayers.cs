using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Linear, relu, linear.</summary>
internal sealed class TwoLayers : nn.Module<Tensor, Tensor>
{
    private readonly Linear _first;
    private readonly Linear _second;

    public TwoLayers(LayerFactory factory, string name, int inputs, int hiddenSize, int outputs)
        : base(name)
    {
        _first = factory.Linear($"{name}.first", inputs, hiddenSize, bias: true);
        _second = factory.Linear($"{name}.second", hiddenSize, outputs, bias: true);
        register_module("first", _first);
        register_module("second", _second);
    }

    public override Tensor forward(Tensor input) => _second.call(nn.functional.relu(_first.call(input)));
}
