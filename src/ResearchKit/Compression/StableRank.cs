using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>How many directions a matrix really has.</summary>
public static class StableRank
{
    /// <summary>srank(W) = Σ σ_i² / max σ_i².</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <returns>A number from 1 to min(m, n); 0 for a matrix of zeros.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, or holds NaN or infinity.</exception>
    public static double Of(Tensor weight)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var values = linalg.svdvals(weight.detach().to(ScalarType.Float64)).cpu().square().contiguous().data<double>().ToArray();
        return values[0] == 0 ? 0 : values.Sum() / values[0];
    }
}
