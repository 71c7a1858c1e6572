using System.Buffers.Binary;
using System.IO.Compression;

namespace ResearchKit.Display.Tests;

/// <summary>Reads the pixels of an 8-bit picture without interlacing, enough to count colours.</summary>
public sealed class Png
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private readonly byte[] _pixels;
    private readonly int _channels;
    private readonly byte[] _palette = [];

    public Png(byte[] file)
    {
        Assert.Equal(Signature, file[..8]);
        using var packed = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var kind = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            var data = file.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                Width = BinaryPrimitives.ReadInt32BigEndian(data);
                Height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                Assert.Equal(8, data[8]);
                _channels = data[9] switch { 6 => 4, 2 => 3, _ => 1 };
            }
            else if (kind == "PLTE")
            {
                _palette = data.ToArray();
            }
            else if (kind == "IDAT")
            {
                packed.Write(data);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }

        _pixels = Unfilter(inflated.ToArray());
    }

    public int Width { get; }

    public int Height { get; }

    public int PixelCount => _pixels.Length / _channels;

    public (byte Red, byte Green, byte Blue) this[int pixel]
    {
        get
        {
            var (bytes, at) = _channels == 1 ? (_palette, 3 * _pixels[pixel]) : (_pixels, pixel * _channels);
            return (bytes[at], bytes[at + 1], bytes[at + 2]);
        }
    }

    public int Count(byte red, byte green, byte blue) => Enumerable.Range(0, PixelCount).Count(pixel => this[pixel] == (red, green, blue));

    private byte[] Unfilter(byte[] filtered)
    {
        var stride = Width * _channels;
        var pixels = new byte[stride * Height];
        for (var row = 0; row < Height; row++)
        {
            var filter = filtered[row * (stride + 1)];
            for (var i = 0; i < stride; i++)
            {
                int left = i >= _channels ? pixels[(row * stride) + i - _channels] : 0;
                int up = row > 0 ? pixels[((row - 1) * stride) + i] : 0;
                int corner = row > 0 && i >= _channels ? pixels[((row - 1) * stride) + i - _channels] : 0;
                var predicted = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) };
                pixels[(row * stride) + i] = (byte)(filtered[(row * (stride + 1)) + 1 + i] + predicted);
            }
        }

        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
