using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>A tensor in 8-bit integers with one scale a block: q = round(127 w / max|w|).</summary>
/// <remarks>Blocks are runs of consecutive values in row-major order; the last may be shorter. A block of zeros has scale 0. Reference: Dettmers et al., LLM.int8(), 2022, section 2.1 (absmax quantisation).</remarks>
public sealed class Int8Weights : IDisposable
{
    private const double Largest = 127;

    private readonly long[] _shape;
    private readonly ScalarType _type;

    private Int8Weights(Tensor codes, Tensor scales, int blockSize, long[] shape, ScalarType type) =>
        (Codes, Scales, BlockSize, _shape, _type) = (codes, scales, blockSize, shape, type);

    /// <summary>The integers from −127 to 127, (values) int8.</summary>
    public Tensor Codes { get; }

    /// <summary>max|w| of each block, (blocks) float32.</summary>
    public Tensor Scales { get; }

    /// <summary>The values that share a scale.</summary>
    public int BlockSize { get; }

    /// <summary>The bytes stored: one a value, four a block.</summary>
    public long Bytes => Codes.numel() + (4 * Scales.numel());

    /// <summary>The bits stored for each value.</summary>
    public double BitsPerWeight => 8.0 * Bytes / Codes.numel();

    /// <summary>Quantises a tensor.</summary>
    /// <param name="weight">A floating-point tensor.</param>
    /// <param name="blockSize">The values that share a scale; the length of a row for one scale a row.</param>
    /// <returns>The quantised tensor; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The tensor is empty, not floating point, or holds NaN or infinity.</exception>
    public static Int8Weights Quantize(Tensor weight, int blockSize = 64)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (blocks, scales) = QuantizationBlocks.Cut(weight, blockSize);
        var codes = (blocks * (Largest / scales.clamp_min(1e-30)).unsqueeze(1)).round().clamp(-Largest, Largest);
        var flat = codes.flatten().narrow(0, 0, weight.numel()).to(ScalarType.Int8);
        return new Int8Weights(flat.MoveToOuterDisposeScope(), scales.MoveToOuterDisposeScope(), blockSize, weight.shape, weight.dtype);
    }

    /// <summary>The values q max|w| / 127.</summary>
    /// <returns>A new tensor of the original shape and type.</returns>
    public Tensor Dequantize()
    {
        using var scope = NewDisposeScope();
        var values = QuantizationBlocks.Scale(Codes.to(ScalarType.Float32) / Largest, Scales, BlockSize);
        return values.reshape(_shape).to(_type).MoveToOuterDisposeScope();
    }

    /// <summary>Takes stored codes and scales.</summary>
    internal static Int8Weights Of(Tensor codes, Tensor scales, int blockSize, long[] shape, ScalarType type) => new(codes, scales, blockSize, shape, type);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Codes.Dispose();
        Scales.Dispose();
    }
}
