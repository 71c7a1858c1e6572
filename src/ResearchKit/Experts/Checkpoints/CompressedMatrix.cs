using ResearchKit.Checkpoints;
using ResearchKit.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The tensors in which one compressed matrix is stored: their names and shapes beforehand, their values, and the way back.</summary>
internal sealed class CompressedMatrix(ExpertCompressionOptions options, ScalarType type)
{
    private const int ScaleBlock = 256;

    /// <summary>The tensors of a matrix of a shape, by the last part of their names.</summary>
    public IEnumerable<(string Kind, ScalarType DType, long[] Shape)> Tensors(long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var blocks = (count + options.BlockSize - 1) / options.BlockSize;
        return (shape.Length == 1, options.Method) switch
        {
            (true, _) => [("plain", type, shape)],
            (_, ExpertCompression.LowRank) => [("u", type, [shape[0], Rank(shape)]), ("v", type, [Rank(shape), shape[1]])],
            (_, ExpertCompression.EightBit) => [("codes", ScalarType.Int8, shape), ("scales", ScalarType.Float32, [blocks])],
            (_, ExpertCompression.Nf4) =>
            [
                ("packed", ScalarType.Byte, [(count + 1) / 2]), ("shape", ScalarType.Int64, [2]), ("scale_codes", ScalarType.Int8, [blocks]),
                ("scale_scales", ScalarType.Float32, [(blocks + ScaleBlock - 1) / ScaleBlock]), ("scale_mean", ScalarType.Float32, [1]),
            ],
            _ => throw new ArgumentException($"there is no compression {options.Method}", nameof(shape)),
        };
    }

    /// <summary>The values of these tensors; they live in the caller's scope.</summary>
    public Dictionary<string, Tensor> Compress(Tensor weight, Seed seed)
    {
        if (weight.dim() == 1)
        {
            return new() { ["plain"] = weight };
        }

        switch (options.Method)
        {
            case ExpertCompression.LowRank:
                var factors = RandomizedSvd.Factor(weight.to(ScalarType.Float32), (int)Rank(weight.shape), new RandomizedSvdOptions { Seed = seed });
                return new() { ["u"] = factors.Left.to(type), ["v"] = factors.Right.to(type) };
            case ExpertCompression.EightBit:
                var integers = Int8Weights.Quantize(weight, options.BlockSize);
                return new() { ["codes"] = integers.Codes, ["scales"] = integers.Scales };
            default:
                var nf4 = Nf4Weights.Quantize(weight, new Nf4Options { BlockSize = options.BlockSize, ScaleBlockSize = ScaleBlock });
                var (scales, mean) = nf4.StoredScales;
                return new() { ["packed"] = nf4.Packed, ["shape"] = tensor(weight.shape), ["scale_codes"] = scales.Codes, ["scale_scales"] = scales.Scales, ["scale_mean"] = tensor(new[] { mean }) };
        }
    }

    /// <summary>The matrix of a shape that stored tensors, checked against <see cref="Tensors"/>, stand for.</summary>
    public Tensor Restore(IReadOnlyDictionary<string, Tensor> parts, long[] shape)
    {
        if (parts.TryGetValue("plain", out var plain))
        {
            return plain;
        }

        switch (options.Method)
        {
            case ExpertCompression.LowRank:
                return parts["u"].to(ScalarType.Float32).matmul(parts["v"].to(ScalarType.Float32)).to(type);
            case ExpertCompression.EightBit:
                return Int8Weights.Of(parts["codes"].flatten(), parts["scales"], options.BlockSize, shape, type).Dequantize();
            default:
                var codes = parts["scale_codes"];
                var scales = Int8Weights.Of(codes, parts["scale_scales"], ScaleBlock, codes.shape, ScalarType.Float32);
                return Nf4Weights.Of(parts["packed"], scales, parts["scale_mean"].item<float>(), options.BlockSize, shape, type).Dequantize();
        }
    }

    private long Rank(long[] shape) => Math.Min(options.Rank, Math.Min(shape[0], shape[1]));
}
