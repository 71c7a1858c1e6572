using System.Buffers.Binary;
using System.IO.Compression;

namespace ResearchKit.Display;

/// <summary>The pixels of a PNG file of eight-bit RGB or RGBA without interlacing, which is what a browser writes.</summary>
/// <remarks>Reference: ISO/IEC 15948, Portable Network Graphics.</remarks>
internal sealed class PngPixels
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private PngPixels(int width, int height, int[] colors)
    {
        Width = width;
        Height = height;
        Colors = colors;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green and blue of each pixel, row by row, as 0xRRGGBB.</summary>
    public int[] Colors { get; }

    /// <summary>Reads a file; null when it is of another kind or not opaque.</summary>
    public static PngPixels? Read(byte[] file)
    {
        if (!file.AsSpan().StartsWith(Signature))
        {
            return null;
        }

        var (width, height, channels) = (0, 0, 0);
        using var packed = new MemoryStream();
        for (var at = Signature.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var kind = file.AsSpan(at + 4, 4);
            var data = file.AsSpan(at + 8, length);
            if (kind.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                channels = (data[8], data[9], data[12]) switch { (8, 2, 0) => 3, (8, 6, 0) => 4, _ => 0 };
            }
            else if (kind.SequenceEqual("IDAT"u8))
            {
                packed.Write(data);
            }

            at += length + 12;
        }

        if (channels == 0)
        {
            return null;
        }

        packed.Position = 0;
        var filtered = new byte[height * ((width * channels) + 1)];
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress))
        {
            zlib.ReadExactly(filtered);
        }

        Unfilter(filtered, width * channels, height, channels);
        return ToColors(filtered, width, height, channels);
    }

    private static PngPixels? ToColors(byte[] rows, int width, int height, int channels)
    {
        var colors = new int[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = rows.AsSpan((y * ((width * channels) + 1)) + 1, width * channels);
            for (var x = 0; x < width; x++)
            {
                var pixel = row.Slice(x * channels, channels);
                if (channels == 4 && pixel[3] != byte.MaxValue)
                {
                    return null;
                }

                colors[(y * width) + x] = (pixel[0] << 16) | (pixel[1] << 8) | pixel[2];
            }
        }

        return new PngPixels(width, height, colors);
    }

    /// <summary>Undoes the filters in place; each row starts with the number of its filter.</summary>
    private static void Unfilter(byte[] rows, int stride, int height, int channels)
    {
        var above = new byte[stride];
        for (var y = 0; y < height; y++)
        {
            var filter = rows[y * (stride + 1)];
            var row = rows.AsSpan((y * (stride + 1)) + 1, stride);
            for (var i = 0; i < stride; i++)
            {
                int left = i >= channels ? row[i - channels] : 0;
                int corner = i >= channels ? above[i - channels] : 0;
                row[i] += (byte)(filter switch
                {
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    4 => Paeth(left, above[i], corner),
                    _ => 0,
                });
            }

            row.CopyTo(above);
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
