using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>Reads and writes arrays as NumPy's .npy files.</summary>
public static class Npy
{
    // A managed array is written in pieces, so that no span of bytes passes 2 GiB.
    private const int PieceBytes = 1 << 28;

    /// <summary>Reads an array into a tensor of its dtype, row-major whatever the file's order.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A contiguous tensor on the CPU that the caller owns.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says, or of a type that tensors do not have; the message names the file and the fault.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Tensor Load(string path)
    {
        using var file = NpyFile.Open(path);
        return file.Load();
    }

    /// <summary>Reads an array into managed memory, row-major whatever the file's order.</summary>
    /// <typeparam name="T">The type that the file's elements have: double, float, Half, long, int, short, sbyte, byte or bool.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="shape">Receives the sizes, none for a scalar.</param>
    /// <returns>The elements in row-major order.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says, or its elements are not of type <typeparamref name="T"/>.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static T[] LoadArray<T>(string path, out long[] shape)
        where T : unmanaged
    {
        var expected = Expect<T>();
        using var file = NpyFile.Open(path);
        if (file.DType != expected)
        {
            throw new InvalidDataException($"{path}: has elements of {file.DType}; expected {expected}");
        }

        shape = [.. file.Shape];
        return file.LoadArray<T>();
    }

    /// <summary>Writes a tensor, whole or not at all.</summary>
    /// <param name="path">The file; its folder is created when missing; a file that is there is replaced.</param>
    /// <param name="tensor">A tensor of any layout and device.</param>
    /// <exception cref="ArgumentException">NumPy has no such dtype (bfloat16, complex): convert it first.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one stays.</exception>
    public static void Save(string path, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var header = Header(tensor.dtype, tensor.shape);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            TensorBytes.Write(tensor, stream);
        });
    }

    /// <summary>Writes elements in row-major order, whole or not at all.</summary>
    /// <typeparam name="T">double, float, Half, long, int, short, sbyte, byte or bool.</typeparam>
    /// <param name="path">The file; its folder is created when missing; a file that is there is replaced.</param>
    /// <param name="values">The elements.</param>
    /// <param name="shape">The sizes, none for a scalar; their product is the number of elements.</param>
    /// <exception cref="ArgumentException">The shape does not fit the number of elements, or <typeparamref name="T"/> is another type.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one stays.</exception>
    public static void Save<T>(string path, T[] values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var dtype = Expect<T>();
        var sizes = shape.ToArray();
        if (sizes.Any(size => size < 0) || sizes.Aggregate((Int128)1, (product, size) => product * size) != values.Length)
        {
            throw new ArgumentException($"the shape ({string.Join(", ", sizes)}) does not fit {values.Length} elements", nameof(shape));
        }

        var header = Header(dtype, sizes);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            var step = PieceBytes / ElementSize.Of(dtype);
            for (var start = 0; start < values.Length; start += step)
            {
                stream.Write(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(step, values.Length - start))));
            }
        });
    }

    private static byte[] Header(ScalarType dtype, long[] shape) => NpyHeader.Write(
        NpyDType.DescriptorOf(dtype) ?? throw new ArgumentException($"NumPy has no type for {dtype}; expected one of {NpyDType.Codes}, so convert the tensor first", nameof(dtype)),
        shape);

    private static ScalarType Expect<T>() => NpyDType.Of(typeof(T))
        ?? throw new ArgumentException($"arrays of {typeof(T).Name} are not read or written; expected double, float, Half, long, int, short, sbyte, byte or bool");
}
