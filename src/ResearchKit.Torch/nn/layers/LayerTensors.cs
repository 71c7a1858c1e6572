using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Creates the tensors that layers own: outside every dispose scope and without left-over wrappers.</summary>
internal static class LayerTensors
{
    private static readonly Operator _empty = new("aten::empty", "memory_format");

    /// <summary>A parameter with undefined contents.</summary>
    internal static Parameter Uninitialised(Device? device, ScalarType? dtype, params ReadOnlySpan<long> shape)
    {
        using var data = Empty(shape.ToArray(), device, dtype);
        return Own(new Parameter(data));
    }

    /// <summary>A buffer filled with one value.</summary>
    internal static Tensor Filled(double value, Device? device, ScalarType? dtype, params ReadOnlySpan<long> shape)
    {
        var tensor = Empty(shape.ToArray(), device, dtype);
        InPlace.Fill(tensor, value);
        tensor.DetachFromDisposeScope();
        return tensor;
    }

    private static Tensor Empty(long[] shape, Device? device, ScalarType? dtype) => _empty.Call(shape, dtype, Argument.None, device);

    private static Parameter Own(Parameter parameter)
    {
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
