using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>Writes small pictures as PNG.</summary>
internal static class PngWriter
{
    private const byte BitDepth = 8;
    private const byte TrueColorWithAlpha = 6;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture.</summary>
    /// <param name="pixels">Red, green, blue and alpha of each pixel, row by row.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <returns>The PNG.</returns>
    public static byte[] Write(ReadOnlySpan<byte> pixels, int width, int height)
    {
        using var output = new MemoryStream();
        output.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = BitDepth;
        header[9] = TrueColorWithAlpha;
        WriteChunk(output, "IHDR", header);
        WriteChunk(output, "IDAT", Compress(pixels, width * 4));
        WriteChunk(output, "IEND", []);
        return output.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int stride)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var start = 0; start < pixels.Length; start += stride)
            {
                zlib.WriteByte(0); // each row as it is, without a filter
                zlib.Write(pixels.Slice(start, stride));
            }
        }

        return output.ToArray();
    }

    private static void WriteChunk(MemoryStream output, string type, ReadOnlySpan<byte> content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        output.Write(number);
        output.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(body));
        output.Write(number);
    }

    // CRC-32 as PNG defines it (ISO 3309).
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
