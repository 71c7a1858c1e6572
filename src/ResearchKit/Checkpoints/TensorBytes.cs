using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>Moves raw bytes between streams, memory and tensors of any dtype in bounded pieces.</summary>
/// <remarks>
/// A tensor's bytes are one span, and a span ends at 2 GiB; larger tensors are walked in pieces. A piece is a view,
/// so nothing is copied twice.
/// </remarks>
internal static class TensorBytes
{
    private const int MaxPieceBytes = 1 << 28;

    /// <summary>Hands out the memory of a contiguous CPU tensor piece by piece, in order.</summary>
    /// <param name="tensor">A contiguous tensor on the CPU.</param>
    /// <param name="visit">Called with the offset of the piece in bytes and the piece.</param>
    public static void Visit(Tensor tensor, Piece visit)
    {
        var count = tensor.NumberOfElements;
        if (count == 0)
        {
            return;
        }

        using var _ = no_grad();
        using var detached = tensor.detach();
        using var flat = detached.view(-1);
        var size = (int)flat.ElementSize;
        long step = MaxPieceBytes / size;
        for (long start = 0; start < count; start += step)
        {
            using var piece = flat.narrow(0, start, Math.Min(step, count - start));
            visit(start * size, piece.bytes);
        }
    }

    /// <summary>Fills a tensor with the next bytes of a stream.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before the tensor is full.</exception>
    public static void Fill(Tensor tensor, Stream source) => Visit(tensor, (_, bytes) => source.ReadExactly(bytes));

    /// <summary>Writes a tensor's elements in row-major order, whatever its layout or device.</summary>
    public static void Write(Tensor tensor, Stream destination)
    {
        using var _ = no_grad();
        using var onCpu = tensor.cpu();
        using var contiguous = onCpu.contiguous();
        Visit(contiguous, (_, bytes) => destination.Write(bytes));
    }

    /// <summary>Copies bytes out of a contiguous CPU tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="offset">Where to begin, in bytes; a whole number of elements.</param>
    /// <param name="target">Receives as many bytes as it takes; a whole number of elements.</param>
    public static void Copy(Tensor tensor, long offset, Span<byte> target)
    {
        if (target.IsEmpty)
        {
            return;
        }

        using var flat = tensor.view(-1);
        using var piece = flat.narrow(0, offset / tensor.ElementSize, target.Length / tensor.ElementSize);
        piece.bytes.CopyTo(target);
    }

    /// <summary>Receives one piece of a tensor's memory.</summary>
    internal delegate void Piece(long offset, Span<byte> bytes);
}
