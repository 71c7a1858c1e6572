using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Checks what a layer is given.</summary>
internal static class LayerInputs
{
    /// <summary>The inputs as a float64 matrix (N, n), made in the current scope.</summary>
    public static Tensor Check(LayerSpectrum layer, Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var expected = layer.Vh.shape[1];
        if (inputs.shape.Length < 2 || inputs.shape[0] == 0 || inputs.numel() / inputs.shape[0] != expected)
        {
            throw new ArgumentException($"inputs are [{string.Join(", ", inputs.shape)}]; layer '{layer.Name}' takes [N, {expected}]", nameof(inputs));
        }

        return inputs.detach().to(CPU).to(ScalarType.Float64).flatten(1);
    }
}
