using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The fixed table of sines (even columns) and cosines (odd columns) of Vaswani et al., 2017, section 3.5.</summary>
internal static class SinusoidalTable
{
    /// <summary>Makes a table (positions, width).</summary>
    public static Tensor Create(long positions, long width, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        var pairs = (width + 1) / 2;
        var frequencies = (arange(0, pairs, 1, dtype: ScalarType.Float64) * (-2 * Math.Log(10000) / width)).exp(); // (pairs)
        var angles = arange(0, positions, 1, dtype: ScalarType.Float64).unsqueeze(1) * frequencies.unsqueeze(0); // (T, pairs)
        var table = stack([angles.sin(), angles.cos()], 2).reshape(positions, 2 * pairs).narrow(1, 0, width);
        return table.to(dtype).contiguous().MoveToOuterDisposeScope();
    }
}
