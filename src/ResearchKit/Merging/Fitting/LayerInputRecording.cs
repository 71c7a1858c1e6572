using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>Notes what every dense layer and convolution of a network is given while it runs; disposing ends it.</summary>
internal sealed class LayerInputRecording : IDisposable
{
    private readonly List<(string Name, nn.Module<Tensor, Tensor> Layer, Tensor Input)> _inputs = [];
    private readonly List<Action> _removers = [];

    public LayerInputRecording(nn.Module network)
    {
        // Releases differ in whether the network itself is among its named modules.
        foreach (var (name, module) in network.named_modules().Where(pair => pair.name.Length > 0).Prepend(("", network)))
        {
            if (module is Linear or Conv2d && module is nn.Module<Tensor, Tensor> layer)
            {
                var handle = layer.register_forward_hook((_, input, output) =>
                {
                    _inputs.Add((name, layer, input.detach().clone())); // a later activation may work in place
                    return output;
                });
                _removers.Add(handle.remove);
            }
        }
    }

    /// <summary>The inputs since the last call, in the order in which the layers ran; they belong to the scope in which they ran.</summary>
    public List<(string Name, nn.Module<Tensor, Tensor> Layer, Tensor Input)> Take()
    {
        var taken = _inputs.ToList();
        _inputs.Clear();
        return taken;
    }

    public void Dispose()
    {
        foreach (var remove in _removers)
        {
            remove();
        }
    }
}
