using System.IO.Compression;
using ResearchKit.Data;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    // Repeats, so that it is stored as compressed blocks, in which no bit is padding.
    private static readonly byte[] Repeating = [0, 0, 8, 1, 0, 0, 0, 64, .. Enumerable.Range(0, 64).Select(i => (byte)(i % 7))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0x08, ScalarType.Byte, new byte[] { 0, 200 }, 0, 200)]
    [InlineData(0x09, ScalarType.Int8, new byte[] { 1, 0xFE }, 1, -2)]
    [InlineData(0x0B, ScalarType.Int16, new byte[] { 1, 0, 0xFF, 0xFE }, 256, -2)]
    [InlineData(0x0C, ScalarType.Int32, new byte[] { 0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFE }, 65536, -2)]
    [InlineData(0x0D, ScalarType.Float32, new byte[] { 0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0 }, 1, -2)]
    [InlineData(0x0E, ScalarType.Float64, new byte[] { 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0 }, 1, -2)]
    public void Should_Read_Every_Element_Type(byte code, ScalarType dtype, byte[] data, double first, double second)
    {
        var path = _folder.Write("a", [0, 0, code, 1, 0, 0, 0, 2, .. data]);

        using var tensor = IdxReader.Read(path);

        Assert.Equal(dtype, tensor.dtype);
        using var doubles = tensor.to_type(ScalarType.Float64);
        Assert.Equal([first, second], doubles.data<double>().ToArray());
    }

    [Fact]
    public void Should_Read_Rows_In_Order_When_Compressed()
    {
        var path = _folder.Write("a.gz", Gzip([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]));

        using var tensor = IdxReader.Read(path);

        Assert.Equal([2L, 3L], tensor.shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], tensor.data<byte>().ToArray());
    }

    [Fact]
    public void Should_Read_An_Empty_Array()
    {
        var path = _folder.Write("a", [0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 3]);

        using var tensor = IdxReader.Read(path);

        Assert.Equal([0L, 3L], tensor.shape);
    }

    [Theory]
    [InlineData(new byte[] { }, "ends early")]
    [InlineData(new byte[] { 0, 0, 8 }, "ends early")]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 1, 5 }, "two zero bytes")]
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 5 }, "element type 0x07")]
    [InlineData(new byte[] { 0, 0, 8, 0, 5 }, "0 dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 255, 5 }, "255 dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1 }, "ends early")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2 }, "ends early")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 1, 2 }, "data after")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255, 1, 2 }, "cannot hold")]
    [InlineData(new byte[] { 0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 }, "fits 63 bits")]
    public void Should_Name_The_File_And_The_Fault_When_The_Content_Is_Bad(byte[] content, string fault)
    {
        var path = _folder.Write("bad-idx", content);

        var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Every_Truncation_Of_A_Compressed_File()
    {
        var whole = Gzip(Repeating);
        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.Write("cut.gz", whole[..length]);

            var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(path));

            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Should_Refuse_A_Compressed_File_When_A_Byte_Of_Its_Data_Changed()
    {
        var whole = Gzip(Repeating);
        for (var i = 10; i < whole.Length; i++)
        {
            var changed = whole.ToArray();
            changed[i] ^= 1;
            var path = _folder.Write("changed.gz", changed);

            var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(path));

            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Should_Throw_When_There_Is_No_File() =>
        Assert.Throws<FileNotFoundException>(() => IdxReader.Read(_folder["none"]));

    private static byte[] Gzip(byte[] content)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return result.ToArray();
    }
}
