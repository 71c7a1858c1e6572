using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Rows of single-precision numbers for each of several graphs, each row padded with zeros to whole vectors.</summary>
internal sealed class RowBlock
{
    public RowBlock(int graphs, int rows, int width)
    {
        (Graphs, Rows, Width, Stride) = (graphs, rows, width, StrideOf(width));
        Values = new float[graphs * rows * Stride];
    }

    public int Graphs { get; }

    public int Rows { get; }

    public int Width { get; }

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    public float[] Values { get; }

    /// <summary>Where the first row of a graph starts.</summary>
    public int this[int graph] => graph * Rows * Stride;

    /// <summary>The width rounded up to whole vectors.</summary>
    public static int StrideOf(int width) => (width + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;

    /// <summary>Copies a tensor (graphs, rows, width).</summary>
    public static RowBlock Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var block = new RowBlock((int)tensor.shape[0], (int)tensor.shape[1], (int)tensor.shape[2]);
        var source = MemoryMarshal.Cast<byte, float>(tensor.detach().contiguous().bytes);
        for (var row = 0; row < block.Graphs * block.Rows; row++)
        {
            source.Slice(row * block.Width, block.Width).CopyTo(block.Values.AsSpan(row * block.Stride));
        }

        return block;
    }

    /// <summary>The numbers as a tensor (graphs, rows, width), without the padding.</summary>
    public Tensor ToTensor()
    {
        var values = new float[Graphs * Rows * Width];
        for (var row = 0; row < Graphs * Rows; row++)
        {
            Values.AsSpan(row * Stride, Width).CopyTo(values.AsSpan(row * Width));
        }

        return tensor(values, [Graphs, Rows, Width]);
    }

    /// <summary>Adds the rows of one graph, times a factor, and sets them to 0 where they came from.</summary>
    public void Take(int graph, float[] rows, float factor)
    {
        var start = this[graph];
        var factors = Vector256.Create(factor);
        ref var to = ref MemoryMarshal.GetArrayDataReference(Values);
        ref var from = ref MemoryMarshal.GetArrayDataReference(rows);
        for (var k = 0; k < Rows * Stride; k += Vector256<float>.Count)
        {
            var sum = Vector256.LoadUnsafe(ref to, (nuint)(start + k)) + (factors * Vector256.LoadUnsafe(ref from, (nuint)k));
            sum.StoreUnsafe(ref to, (nuint)(start + k));
            Vector256<float>.Zero.StoreUnsafe(ref from, (nuint)k);
        }
    }
}
