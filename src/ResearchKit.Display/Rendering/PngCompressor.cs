using System.Buffers.Binary;
using System.IO.Compression;

namespace ResearchKit.Display;

/// <summary>Writes the picture of a figure in a quarter of the bytes a browser needs, since executed notebooks are kept under version control.</summary>
internal static class PngCompressor
{
    /// <summary>Up to this difference of 255 a soft edge looks the same; with more the colours are kept exactly.</summary>
    private const int TolerableError = 20;

    /// <summary>Rewrites a PNG file with a palette where 256 colours are enough, else with three channels; a file of another kind is returned as it is.</summary>
    public static byte[] Compress(byte[] png)
    {
        if (PngPixels.Read(png) is not { } pixels)
        {
            return png;
        }

        var palette = PngPalette.Of(pixels.Colors);
        var compact = palette.LargestError <= TolerableError ? WithPalette(pixels, palette) : WithChannels(pixels);
        return compact.Length < png.Length ? compact : png;
    }

    private static byte[] WithPalette(PngPixels pixels, PngPalette palette)
    {
        var entries = palette.Colors.SelectMany(color => new[] { (byte)(color >> 16), (byte)(color >> 8), (byte)color }).ToArray();
        return Write(pixels, 3, entries, 1, (color, bytes) => bytes[0] = palette[color]);
    }

    private static byte[] WithChannels(PngPixels pixels) => Write(pixels, 2, null, 3, (color, bytes) =>
    {
        bytes[0] = (byte)(color >> 16);
        bytes[1] = (byte)(color >> 8);
        bytes[2] = (byte)color;
    });

    private static byte[] Write(PngPixels pixels, byte colorType, byte[]? palette, int size, Action<int, Span<byte>> put)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, pixels.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), pixels.Height);
        (header[8], header[9]) = (8, colorType);
        Chunk(file, "IHDR"u8, header);
        if (palette is not null)
        {
            Chunk(file, "PLTE"u8, palette);
        }

        Chunk(file, "IDAT"u8, Pack(pixels, size, put));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Rows without filter: the flat areas of a figure compress best so.</summary>
    private static byte[] Pack(PngPixels pixels, int size, Action<int, Span<byte>> put)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            var row = new byte[1 + (pixels.Width * size)];
            for (var y = 0; y < pixels.Height; y++)
            {
                for (var x = 0; x < pixels.Width; x++)
                {
                    put(pixels.Colors[(y * pixels.Width) + x], row.AsSpan(1 + (x * size), size));
                }

                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(data, Checksum(kind, uint.MaxValue)) ^ uint.MaxValue);
        file.Write(number);
    }

    /// <summary>CRC-32 with the reversed polynomial 0xEDB88320, as PNG asks.</summary>
    private static uint Checksum(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
            }
        }

        return crc;
    }
}
