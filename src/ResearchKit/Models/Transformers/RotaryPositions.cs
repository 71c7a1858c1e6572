using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Rotates pairs of units by angles that grow with the position: unit i with unit i + d/2, frequency base^(-2i/d).</summary>
/// <remarks>Reference: Su et al., RoFormer, 2021, equation 34, with the two units of a pair half a head apart as in Llama's published code.</remarks>
internal static class RotaryPositions
{
    /// <summary>Rotates queries or keys.</summary>
    /// <param name="x">(N, heads, T, d).</param>
    /// <param name="rotaryBase">The base of the frequencies.</param>
    public static Tensor Rotate(Tensor x, double rotaryBase)
    {
        var (length, size) = (x.shape[2], x.shape[3]);
        var frequencies = (arange(0, size, 2, dtype: ScalarType.Float64) * (-Math.Log(rotaryBase) / size)).exp(); // (d/2)
        var angles = arange(0, length, 1, dtype: ScalarType.Float64).unsqueeze(1) * frequencies.unsqueeze(0); // (T, d/2)
        var (cos, sin) = (angles.cos().to(x.dtype).to(x.device), angles.sin().to(x.dtype).to(x.device));
        var (first, second) = (x.narrow(3, 0, size / 2), x.narrow(3, size / 2, size / 2));
        return cat([(first * cos) - (second * sin), (second * cos) + (first * sin)], 3);
    }
}
