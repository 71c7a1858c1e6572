using System.Runtime.InteropServices;
using ResearchKit.Merging.Recipes.Planning;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>The canonical order of models for one tensor (<see cref="MergeInput.CanonicalOrder"/>), found by reading only as far as they are equal.</summary>
internal sealed class PieceOrder(PlannedTensor tensor)
{
    private const int Piece = 1 << 12;

    /// <summary>The numbers of the models in order.</summary>
    public int[] Find()
    {
        int[] order = [.. Enumerable.Range(0, tensor.Sources.Count)];
        if (order.Length < 2)
        {
            return order;
        }

        PieceReader[] readers = [.. tensor.Sources.Select(source => new PieceReader(source, tensor.WorkingType, Piece))];
        try
        {
            Array.Sort(order, (first, second) =>
            {
                var difference = first == second ? 0 : Compare(readers[first], readers[second]);
                difference = difference != 0 ? difference : tensor.Weights[first].CompareTo(tensor.Weights[second]);
                return difference != 0 ? difference : first.CompareTo(second);
            });
            return order;
        }
        finally
        {
            Array.ForEach(readers, reader => reader.Dispose());
        }
    }

    private int Compare(PieceReader first, PieceReader second)
    {
        for (var start = 0L; start < tensor.Count; start += Piece)
        {
            var count = (int)Math.Min(Piece, tensor.Count - start);
            using var a = first.Read(start, count);
            using var b = second.Read(start, count);
            var difference = tensor.WorkingType == ScalarType.Float64 ? Compare<ulong>(a, b) : Compare<uint>(a, b);
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    private static int Compare<T>(Tensor first, Tensor second)
        where T : unmanaged, IComparable<T> =>
        MemoryMarshal.Cast<byte, T>(first.bytes).SequenceCompareTo(MemoryMarshal.Cast<byte, T>((ReadOnlySpan<byte>)second.bytes));
}
