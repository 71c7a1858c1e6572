using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>Turns the bytes of each element of a tensor round, for files of the other byte order.</summary>
internal static class ByteOrder
{
    /// <summary>Turns the bytes of each element of a contiguous CPU tensor round.</summary>
    public static void Reverse(Tensor tensor)
    {
        var size = ElementSize.Of(tensor.dtype);
        TensorBytes.Visit(tensor, (_, bytes) => Reverse(bytes, size));
    }

    /// <summary>Turns the bytes of each element round.</summary>
    public static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, int>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, long>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
