using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Bytes of a file to be replaced by those of a tensor.</summary>
internal sealed record OnnxPatch(long Offset, long Length, string Name, Tensor Tensor, ScalarType DType)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Finds the place of a weight.</summary>
    public static OnnxPatch Of(string file, string name, Tensor tensor, Tensor? stored, Dictionary<string, long> offsets)
    {
        if (stored is null || !stored.shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new ArgumentException(
                stored is null ? $"{file}: stores no tensor '{name}'" : $"{file}: '{name}' has shape [{string.Join(", ", stored.shape)}], found [{string.Join(", ", tensor.shape)}]", nameof(tensor));
        }

        return offsets.TryGetValue(name, out var offset)
            ? new OnnxPatch(offset, stored.numel() * ElementSize.Of(stored.dtype), name, tensor, stored.dtype)
            : throw new NotSupportedException($"{file}: keeps '{name}' in another file or as a list of numbers, which cannot be replaced; export the model with its weights inside");
    }

    /// <summary>Copies a file and puts the patches, which are in order, into the copy.</summary>
    public static void Write(string from, string to, IReadOnlyList<OnnxPatch> patches)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        AtomicFile.Write(to, target =>
        {
            foreach (var patch in patches)
            {
                Copy(source, target, patch.Offset - source.Position, from);
                using var scope = NewDisposeScope();
                TensorBytes.Write(patch.Tensor.to_type(patch.DType), target);
                source.Seek(patch.Length, SeekOrigin.Current);
            }

            Copy(source, target, source.Length - source.Position, from);
        });
    }

    private static void Copy(Stream source, Stream target, long count, string file)
    {
        var buffer = new byte[BufferBytes];
        while (count > 0)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            if (read == 0)
            {
                throw new IOException($"{file}: is shorter than it was when it was read");
            }

            target.Write(buffer, 0, read);
            count -= read;
        }
    }
}
