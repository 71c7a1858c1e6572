using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A container whose parts have names; its owner runs the parts.</summary>
internal sealed class NamedLayers() : nn.Module(nameof(NamedLayers))
{
    /// <summary>Adds a part and returns it.</summary>
    public T Add<T>(string name, T part)
        where T : nn.Module
    {
        register_module(name, part);
        return part;
    }
}
