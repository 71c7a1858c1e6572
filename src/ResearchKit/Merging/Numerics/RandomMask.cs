using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Draws which elements of a tensor stay.</summary>
internal static class RandomMask
{
    /// <summary>A tensor of the kind of <paramref name="like"/> with 1 where an element stays, each with the same probability, and 0 elsewhere.</summary>
    public static Tensor Draw(Tensor like, double probability, Seed seed)
    {
        var mask = empty(like.shape, dtype: like.dtype);
        Fill(mask, seed, _ => probability);
        return mask;
    }

    /// <summary>The same with a probability for each element.</summary>
    public static Tensor Draw(Tensor probabilities, Seed seed)
    {
        using var packed = probabilities.contiguous();
        var mask = empty(packed.shape, dtype: packed.dtype);
        if (packed.dtype == ScalarType.Float64)
        {
            var values = new NativeVector<double>(packed);
            Fill(mask, seed, place => values.Slice(place, 1)[0]);
        }
        else
        {
            var values = new NativeVector<float>(packed);
            Fill(mask, seed, place => values.Slice(place, 1)[0]);
        }

        return mask;
    }

    private static void Fill(Tensor mask, Seed seed, Func<long, double> probability)
    {
        if (mask.dtype == ScalarType.Float64)
        {
            Fill(new NativeVector<double>(mask), 1.0, seed, probability);
        }
        else
        {
            Fill(new NativeVector<float>(mask), 1f, seed, probability);
        }
    }

    private static void Fill<T>(NativeVector<T> mask, T one, Seed seed, Func<long, double> probability)
        where T : unmanaged
    {
        for (var start = 0L; start < mask.Length; start += NativeVector<T>.BlockSize)
        {
            var block = mask.Block(start);
            for (var i = 0; i < block.Length; i++)
            {
                block[i] = CounterRandom.Uniform(seed, start + i) < probability(start + i) ? one : default;
            }
        }
    }
}
