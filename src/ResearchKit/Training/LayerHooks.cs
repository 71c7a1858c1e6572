using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Sees, and may replace, what every dense layer and convolution of a network gives while it runs; disposing ends it.</summary>
/// <remarks>Layers are seen where they are invoked with <c>call</c>, as the networks of the library do.</remarks>
internal sealed class LayerHooks : IDisposable
{
    private readonly List<Action> _removers = [];

    /// <summary>Sets the hooks; the callback gets the name of the layer's weight, the layer, its input and its output, and gives the output to go on with.</summary>
    public LayerHooks(nn.Module network, Func<string, nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor> seen)
    {
        // Releases differ in whether the network itself is among its named modules.
        foreach (var (name, module) in network.named_modules().Where(pair => pair.name.Length > 0).Prepend(("", network)))
        {
            if (module is Linear or Conv2d && module is nn.Module<Tensor, Tensor> layer)
            {
                var weight = name.Length == 0 ? "weight" : $"{name}.weight";
                var handle = layer.register_forward_hook((_, input, output) => seen(weight, layer, input, output));
                _removers.Add(handle.remove);
            }
        }
    }

    public void Dispose()
    {
        foreach (var remove in _removers)
        {
            remove();
        }

        _removers.Clear();
    }
}
