using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>A tensor in 4-bit NormalFloat with one scale a block, as QLoRA stores weights.</summary>
/// <remarks>
/// Code = the codebook entry nearest to w / max|w| of the block. With double quantisation the mean of the scales is taken off and the rest is stored in 8 bits with one float32 for
/// <see cref="Nf4Options.ScaleBlockSize"/> of them: 4 + 8/64 + 32/(64·256) = 4.127 bits a weight. Average of codes is not the code of the average: dequantise, align and merge, then quantise again.
/// Reference: Dettmers, Pagnoni, Holtzman and Zettlemoyer, QLoRA: Efficient Finetuning of Quantized LLMs, 2023, section 3.
/// </remarks>
public sealed class Nf4Weights : IDisposable
{
    private readonly long[] _shape;
    private readonly ScalarType _type;
    private readonly Tensor? _plainScales;
    private readonly Int8Weights? _quantisedScales;
    private readonly float _meanScale;
    private readonly int _blockSize;

    private Nf4Weights(Tensor packed, Tensor? plainScales, Int8Weights? quantisedScales, float meanScale, int blockSize, long[] shape, ScalarType type)
    {
        (Packed, _plainScales, _quantisedScales, _meanScale, _blockSize, _shape, _type) = (packed, plainScales, quantisedScales, meanScale, blockSize, shape, type);
    }

    /// <summary>Two codes a byte, the first in the high half; (⌈values / 2⌉) uint8.</summary>
    public Tensor Packed { get; }

    /// <summary>The bytes stored: codes, scales and the mean of the scales.</summary>
    public long Bytes => Packed.numel() + (_plainScales is null ? _quantisedScales!.Bytes + 4 : 4 * _plainScales.numel());

    /// <summary>The bits stored for each value.</summary>
    public double BitsPerWeight => 8.0 * Bytes / Count;

    private long Count => _shape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Quantises a tensor.</summary>
    /// <param name="weight">A floating-point tensor.</param>
    /// <param name="options">Blocks and scales; null for the defaults.</param>
    /// <returns>The quantised tensor; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The tensor is empty, not floating point, or holds NaN or infinity.</exception>
    public static Nf4Weights Quantize(Tensor weight, Nf4Options? options = null)
    {
        options ??= new Nf4Options();
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (blocks, scales) = QuantizationBlocks.Cut(weight, options.BlockSize);
        var shares = (blocks / scales.clamp_min(1e-30).unsqueeze(1)).flatten().narrow(0, 0, weight.numel());
        var packed = Pack(shares.bucketize(tensor(Nf4Codebook.Midpoints)));
        if (!options.DoubleQuantization)
        {
            return new Nf4Weights(packed.MoveToOuterDisposeScope(), scales.MoveToOuterDisposeScope(), null, 0, options.BlockSize, weight.shape, weight.dtype);
        }

        var mean = scales.mean().item<float>();
        var quantised = Int8Weights.Quantize(scales - mean, options.ScaleBlockSize);
        quantised.Codes.MoveToOuterDisposeScope();
        quantised.Scales.MoveToOuterDisposeScope();
        return new Nf4Weights(packed.MoveToOuterDisposeScope(), null, quantised, mean, options.BlockSize, weight.shape, weight.dtype);
    }

    /// <summary>The codebook entries times their scales.</summary>
    /// <returns>A new tensor of the original shape and type.</returns>
    public Tensor Dequantize()
    {
        using var scope = NewDisposeScope();
        var bytes = Packed.to(ScalarType.Int64);
        var codes = stack([bytes.div(16, RoundingMode.floor), bytes.remainder(16)], 1).flatten().narrow(0, 0, Count);
        var values = tensor([.. Nf4Codebook.Values]).index_select(0, codes);
        var scales = _plainScales ?? (_quantisedScales!.Dequantize() + _meanScale);
        return QuantizationBlocks.Scale(values, scales, _blockSize).reshape(_shape).to(_type).MoveToOuterDisposeScope();
    }

    /// <summary>The scales as they are stored with double quantisation: 8-bit codes of their distance from the mean, and the mean.</summary>
    internal (Int8Weights Scales, float Mean) StoredScales => (_quantisedScales ?? throw new InvalidOperationException("the scales are stored plainly"), _meanScale);

    /// <summary>Takes stored codes and doubly quantised scales.</summary>
    internal static Nf4Weights Of(Tensor packed, Int8Weights scales, float mean, int blockSize, long[] shape, ScalarType type) =>
        new(packed, null, scales, mean, blockSize, shape, type);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Packed.Dispose();
        _plainScales?.Dispose();
        _quantisedScales?.Dispose();
    }

    private static Tensor Pack(Tensor codes)
    {
        // An odd last code gets the code of zero as its neighbour, which reading drops again.
        var even = codes.numel() % 2 == 0 ? codes : cat([codes, full(1, 7, dtype: codes.dtype)], 0);
        var pairs = even.reshape(-1, 2);
        return (pairs.select(1, 0) * 16 + pairs.select(1, 1)).to(ScalarType.Byte);
    }
}
