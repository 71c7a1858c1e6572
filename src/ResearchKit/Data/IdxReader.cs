using System.Buffers.Binary;
using System.IO.Compression;
using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>Reads files in the IDX format of MNIST and its relatives, plain or compressed with gzip.</summary>
/// <remarks>
/// The format: two zero bytes, one byte for the element type, one for the number of dimensions, each size as a
/// big-endian 32-bit number, then the elements in row-major order, big-endian.
/// Reference: LeCun, Cortes and Burges, 1998, "The MNIST database of handwritten digits", file formats.
/// </remarks>
public static class IdxReader
{
    // Deflate cannot shrink anything more than 1032 times, so a small file cannot promise a huge array.
    private const long LargestGzipRatio = 1032;
    private const int SmallestGzipLength = 18;
    private const int LargestRank = 8;

    /// <summary>Reads a whole file into a tensor of its dtype: uint8, int8, int16, int32, float32 or float64.</summary>
    /// <param name="path">The file; compression is recognised by its first bytes, not by its name.</param>
    /// <returns>A tensor that the caller owns.</returns>
    /// <exception cref="InvalidDataException">The file is not IDX, is truncated, or its length does not fit its header.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Tensor Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var gzip = IsGzip(file);
        using var content = gzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
        try
        {
            return Read(content, path, gzip ? file.Length * LargestGzipRatio : file.Length, gzip ? PromisedLength(file) : null);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{path}: the file ends early; expected as many elements as its header says");
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: damaged gzip data: {error.Message}", error);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        var gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return gzip;
    }

    // The last four bytes of a gzip file: the content's length modulo 2^32. The runtime's decompressor checks the sum over the
    // content but takes a file that is cut off for one that ends.
    private static uint PromisedLength(FileStream file)
    {
        if (file.Length < SmallestGzipLength)
        {
            throw new EndOfStreamException();
        }

        Span<byte> trailer = stackalloc byte[4];
        file.Position = file.Length - trailer.Length;
        file.ReadExactly(trailer);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    private static Tensor Read(Stream content, string path, long largestLength, uint? promisedLength)
    {
        Span<byte> magic = stackalloc byte[4];
        content.ReadExactly(magic);
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new InvalidDataException($"{path}: starts with {Convert.ToHexString(magic)}; an IDX file starts with two zero bytes");
        }

        var dtype = ToScalarType(magic[2], path);
        var shape = ReadShape(content, magic[3], path);
        var needed = ElementSize.Bytes(shape, dtype, $"{path}: the array");
        if (needed > largestLength)
        {
            throw new InvalidDataException($"{path}: the header promises {needed} bytes of {dtype} ({string.Join(", ", shape)}); the file cannot hold them");
        }

        var result = empty(shape, dtype);
        try
        {
            TensorBytes.Fill(result, content);
            if (content.ReadByte() >= 0)
            {
                throw new InvalidDataException($"{path}: there is data after the {needed} bytes that the header promises");
            }

            if (promisedLength is { } promised && promised != unchecked((uint)(needed + 4 + (4 * shape.Length))))
            {
                throw new InvalidDataException($"{path}: the gzip file ends early or has data after its end; expected one whole gzip member");
            }

            if (BitConverter.IsLittleEndian)
            {
                ByteOrder.Reverse(result);
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private static long[] ReadShape(Stream content, int rank, string path)
    {
        if (rank is < 1 or > LargestRank)
        {
            throw new InvalidDataException($"{path}: has {rank} dimensions; expected 1 to {LargestRank}");
        }

        var shape = new long[rank];
        Span<byte> size = stackalloc byte[4];
        for (var i = 0; i < rank; i++)
        {
            content.ReadExactly(size);
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(size);
        }

        return shape;
    }

    private static ScalarType ToScalarType(byte code, string path) => code switch
    {
        0x08 => ScalarType.Byte,
        0x09 => ScalarType.Int8,
        0x0B => ScalarType.Int16,
        0x0C => ScalarType.Int32,
        0x0D => ScalarType.Float32,
        0x0E => ScalarType.Float64,
        _ => throw new InvalidDataException($"{path}: element type 0x{code:X2}; an IDX file has 08, 09, 0B, 0C, 0D or 0E"),
    };
}
