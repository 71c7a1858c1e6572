using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A container whose parts are named by numbers, as PyTorch's sequential containers name theirs; its owner runs the parts.</summary>
internal sealed class NumberedLayers() : nn.Module(nameof(NumberedLayers))
{
    /// <summary>Adds a part under a number and returns it.</summary>
    public T Add<T>(int number, T part)
        where T : nn.Module
    {
        register_module(number.ToString(System.Globalization.CultureInfo.InvariantCulture), part);
        return part;
    }
}
