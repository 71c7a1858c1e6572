using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>How many bytes an element takes, and how many elements a shape has.</summary>
internal static class ElementSize
{
    // libtorch's iterators stop at 64 dimensions; nothing real has more.
    private const int LargestRank = 64;

    public static int Of(ScalarType dtype) => dtype switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        _ => 8,
    };

    /// <summary>The bytes that a tensor takes.</summary>
    /// <exception cref="InvalidDataException">A size is negative, or the product does not fit 63 bits; the message starts with <paramref name="what"/>.</exception>
    public static long Bytes(IReadOnlyList<long> shape, ScalarType dtype, string what)
    {
        if (shape.Count > LargestRank)
        {
            throw new InvalidDataException($"{what} has {shape.Count} dimensions; expected at most {LargestRank}");
        }

        // Zeros are left out, so that (0, 2^40, 2^40) is refused here rather than inside libtorch.
        var product = (long)Of(dtype);
        var isEmpty = false;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && product > long.MaxValue / size))
            {
                throw new InvalidDataException($"{what} has the shape ({string.Join(", ", shape)}); expected sizes from 0 whose product fits 63 bits");
            }

            isEmpty |= size == 0;
            product *= Math.Max(size, 1);
        }

        return isEmpty ? 0 : product;
    }
}
