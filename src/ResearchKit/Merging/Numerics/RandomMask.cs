using System.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Draws which elements of a tensor stay.</summary>
internal static class RandomMask
{
    /// <summary>A copy of a tensor in which each element stays with the same probability and is 0 else.</summary>
    public static Tensor Apply(Tensor values, double probability, Seed seed)
    {
        using var packed = values.contiguous();
        var result = empty(packed.shape, dtype: packed.dtype);
        if (packed.dtype == ScalarType.Float64)
        {
            Fill(new NativeVector<double>(packed), default, probability, new NativeVector<double>(result), seed);
        }
        else
        {
            Fill(new NativeVector<float>(packed), default, probability, new NativeVector<float>(result), seed);
        }

        return result;
    }

    /// <summary>The same with a probability for each element, in a tensor of the same shape and type.</summary>
    public static Tensor Apply(Tensor values, Tensor probabilities, Seed seed)
    {
        using var packed = values.contiguous();
        using var chances = probabilities.contiguous();
        var result = empty(packed.shape, dtype: packed.dtype);
        if (packed.dtype == ScalarType.Float64)
        {
            Fill(new NativeVector<double>(packed), new NativeVector<double>(chances), 0, new NativeVector<double>(result), seed);
        }
        else
        {
            Fill(new NativeVector<float>(packed), new NativeVector<float>(chances), 0, new NativeVector<float>(result), seed);
        }

        return result;
    }

    private static void Fill<T>(NativeVector<T> values, NativeVector<T> probabilities, double probability, NativeVector<T> result, Seed seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var start = 0L; start < result.Length; start += NativeVector<T>.BlockSize)
        {
            var from = values.Block(start);
            var to = result.Block(start);
            var own = probabilities.Length == 0 ? [] : probabilities.Block(start);
            for (var i = 0; i < to.Length; i++)
            {
                var chance = own.Length == 0 ? probability : double.CreateChecked(own[i]);
                to[i] = CounterRandom.Uniform(seed, start + i) < chance ? from[i] : T.Zero;
            }
        }
    }
}
