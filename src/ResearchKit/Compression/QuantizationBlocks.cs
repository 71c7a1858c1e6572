using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>Runs of values that share a scale.</summary>
internal static class QuantizationBlocks
{
    /// <summary>Cuts a tensor into rows of one block each (the last filled up with zeros), with the largest magnitude of each.</summary>
    public static (Tensor Blocks, Tensor Scales) Cut(Tensor weight, int blockSize)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        if (weight.numel() == 0 || !weight.is_floating_point())
        {
            throw new ArgumentException($"the tensor is {weight.dtype} {CompressionGuard.Shape(weight)}; expected floating-point values", nameof(weight));
        }

        CompressionGuard.RequireFinite(weight, nameof(weight));
        var flat = weight.detach().cpu().to(ScalarType.Float32).flatten();
        var missing = (blockSize - (flat.numel() % blockSize)) % blockSize;
        var blocks = (missing == 0 ? flat : cat([flat, zeros(missing)], 0)).reshape(-1, blockSize);
        return (blocks, blocks.abs().amax([1L]));
    }

    /// <summary>Multiplies values, in blocks, by their scales.</summary>
    public static Tensor Scale(Tensor values, Tensor scales, int blockSize) =>
        values * scales.unsqueeze(1).expand(scales.numel(), blockSize).flatten().narrow(0, 0, values.numel());
}
