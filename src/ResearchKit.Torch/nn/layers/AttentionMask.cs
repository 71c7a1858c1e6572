using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The masks of attention as numbers that are added to the scores.</summary>
internal static class AttentionMask
{
    /// <summary>One mask that broadcasts to (batch heads, L, S), or null; ignored pairs get minus infinity.</summary>
    /// <param name="pairs">Pairs to ignore or numbers to add, (L, S) or (batch heads, L, S), without the added keys.</param>
    /// <param name="keys">Keys to ignore, (batch, S), without the added keys.</param>
    /// <param name="added">Number of keys that were added at the end, which nothing ignores.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="length">S with the added keys.</param>
    /// <param name="dtype">Element type of the scores.</param>
    internal static Tensor? Combine(Tensor? pairs, Tensor? keys, long added, long batch, long heads, long length, ScalarType dtype)
    {
        var result = pairs is null ? null : Numbers(Extended(pairs, added), dtype);
        if (keys is null)
        {
            return result;
        }

        var ignored = Numbers(Extended(keys.to_type(ScalarType.Bool), added), dtype)
            .view(batch, 1, 1, length)
            .expand(batch, heads, 1, length)
            .reshape(batch * heads, 1, length);
        return result is null ? ignored : result.add(ignored);
    }

    private static Tensor Extended(Tensor mask, long added) => added == 0 ? mask : nn.functional.pad(mask, (0, added));

    private static Tensor Numbers(Tensor mask, ScalarType dtype)
        => mask.dtype is ScalarType.Bool or ScalarType.Byte
            ? zeros(mask.shape, dtype: dtype, device: mask.device).masked_fill(mask.to_type(ScalarType.Bool), double.NegativeInfinity)
            : mask.to_type(dtype);
}
