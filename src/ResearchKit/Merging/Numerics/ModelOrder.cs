using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Orders models by what they hold, so that sums do not depend on how a caller lists them.</summary>
internal static class ModelOrder
{
    public static int[] Of(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights)
    {
        int[] order = [.. Enumerable.Range(0, tensors.Count)];
        using var scope = NewDisposeScope();
        Tensor[] packed = [.. tensors.Select(tensor => tensor.contiguous())];
        Array.Sort(order, (first, second) =>
        {
            var difference = Compare(packed[first], packed[second]);
            difference = difference != 0 ? difference : weights[first].CompareTo(weights[second]);
            return difference != 0 ? difference : first.CompareTo(second);
        });
        return order;
    }

    private static int Compare(Tensor first, Tensor second)
    {
        if (ReferenceEquals(first, second))
        {
            return 0;
        }

        return first.dtype == ScalarType.Float64 ? Compare<ulong>(first, second) : Compare<uint>(first, second);
    }

    private static int Compare<T>(Tensor first, Tensor second)
        where T : unmanaged, IComparable<T>
    {
        var (a, b) = (new NativeVector<T>(first), new NativeVector<T>(second));
        for (var start = 0L; start < Math.Min(a.Length, b.Length); start += NativeVector<T>.BlockSize)
        {
            var difference = a.Block(start).SequenceCompareTo((ReadOnlySpan<T>)b.Block(start));
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }
}
