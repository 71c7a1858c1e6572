using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Linear combinations of tensors in a given order.</summary>
internal static class WeightedSum
{
    /// <summary>Σ weight · tensor, terms added in the given order; a new tensor, and no other of its size beside it.</summary>
    public static Tensor Of(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights, IReadOnlyList<int> order)
    {
        using var scope = NewDisposeScope();
        Tensor[] packed = [.. order.Select(model => tensors[model].contiguous())];
        double[] factors = [.. order.Select(model => weights[model])];
        var sum = empty(packed[0].shape, dtype: packed[0].dtype);
        if (sum.dtype == ScalarType.Float64)
        {
            Fill<double>(packed, factors, sum);
        }
        else
        {
            Fill<float>(packed, factors, sum);
        }

        return sum.MoveToOuterDisposeScope();
    }

    private static void Fill<T>(Tensor[] tensors, double[] factors, Tensor sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NativeVector<T>[] terms = [.. tensors.Select(tensor => new NativeVector<T>(tensor))];
        T[] weights = [.. factors.Select(T.CreateChecked)];
        var result = new NativeVector<T>(sum);
        for (var start = 0L; start < result.Length; start += NativeVector<T>.BlockSize)
        {
            var block = result.Block(start);
            BlockArithmetic.Scale(terms[0].Block(start), weights[0], block);
            for (var i = 1; i < terms.Length; i++)
            {
                BlockArithmetic.AddScaled(terms[i].Block(start), weights[i], block);
            }
        }
    }
}
