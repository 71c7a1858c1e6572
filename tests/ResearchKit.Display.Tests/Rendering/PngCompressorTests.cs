using System.Buffers.Binary;
using System.IO.Compression;

namespace ResearchKit.Display.Tests;

public class PngCompressorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Should_Keep_Every_Pixel_When_Colours_Are_Few(byte filter)
    {
        var original = Picture(32, 20, filter, (x, y) => (byte)(((x / 4) * 8) ^ (y / 5)));
        var compact = new Png(PngCompressor.Compress(original));
        AssertWithin(0, new Png(original), compact);
    }

    [Fact]
    public void Should_Keep_Every_Pixel_When_Colours_Are_Many_And_Far_Apart()
    {
        var random = new Seed(5).For("noise").ToRandom();
        var noise = new byte[64 * 64 * 3];
        random.NextBytes(noise);
        var original = Picture(64, 64, 0, (x, y) => 0, noise);

        AssertWithin(0, new Png(original), new Png(PngCompressor.Compress(original)));
    }

    [Fact]
    public void Should_Be_Much_Smaller_And_Look_The_Same_When_Colours_Are_Many_And_Near()
    {
        var smooth = new byte[128 * 128 * 3];
        for (var i = 0; i < 128 * 128; i++)
        {
            (smooth[3 * i], smooth[(3 * i) + 1], smooth[(3 * i) + 2]) = ((byte)(i % 128), (byte)(i / 128), 60);
        }

        var original = Picture(128, 128, 0, (_, _) => 0, smooth);
        var compact = PngCompressor.Compress(original);

        AssertWithin(20, new Png(original), new Png(compact));
        Assert.True(compact.Length <= original.Length);
    }

    [Fact]
    public void Should_Return_What_It_Cannot_Read()
    {
        byte[] other = [1, 2, 3];
        Assert.Same(other, PngCompressor.Compress(other));
    }

    private static void AssertWithin(int tolerance, Png expected, Png actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (var i = 0; i < expected.PixelCount; i++)
        {
            var (e, a) = (expected[i], actual[i]);
            Assert.InRange(Math.Max(Math.Abs(e.Red - a.Red), Math.Max(Math.Abs(e.Green - a.Green), Math.Abs(e.Blue - a.Blue))), 0, tolerance);
        }
    }

    /// <summary>A three-channel picture whose rows are filtered in the given way.</summary>
    private static byte[] Picture(int width, int height, byte filter, Func<int, int, byte> grey, byte[]? pixels = null)
    {
        pixels ??= [.. Enumerable.Range(0, width * height).SelectMany(i => Enumerable.Repeat(grey(i % width, i / width), 3))];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(filter);
                for (var i = 0; i < width * 3; i++)
                {
                    zlib.WriteByte((byte)(At(i, y) - Predicted(i, y)));
                }
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];

        int At(int i, int y) => i < 0 || y < 0 ? 0 : pixels[(y * width * 3) + i];

        int Predicted(int i, int y)
        {
            var (left, up, corner) = (At(i - 3, y), At(i, y - 1), At(i - 3, y - 1));
            var estimate = left + up - corner;
            int[] byDistance = [left, up, corner];
            return filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => byDistance.MinBy(value => Math.Abs(estimate - value)),
                _ => 0,
            };
        }
    }

    private static byte[] Chunk(string kind, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. System.Text.Encoding.ASCII.GetBytes(kind), .. data, 0, 0, 0, 0];
    }
}
