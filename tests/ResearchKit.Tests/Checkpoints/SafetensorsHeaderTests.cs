using System.Buffers.Binary;
using System.Text;
using ResearchKit.Checkpoints;

namespace ResearchKit.Tests.Checkpoints;

public sealed class SafetensorsHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "'b' begins at byte 2 of the data; expected 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[6,10]}}""", 10, "'b' begins at byte 6 of the data; expected 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "5 bytes of data; its tensors take 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "within 3 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "[4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "[0, 4, 8]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "takes 8 bytes; its data_offsets give it 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "no whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "no whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,4]}}""", 4, "fits 63 bits")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,4611686018427387904,8],"data_offsets":[0,0]}}""", 0, "fits 63 bits")]
    [InlineData("""{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}""", 1, "dtype 'F8'; expected one of F64")]
    [InlineData("""{"a":{"dtype":3,"shape":[1],"data_offsets":[0,1]}}""", 1, "is Number; expected String")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "lacks data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}""", 4, "shape twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"code":"x"}}""", 4, "key 'code'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' twice")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "is Number; expected String")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "__metadata__ twice")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "'a' twice")]
    [InlineData("""{"__metadata__":[]}""", 0, "is StartArray; expected StartObject")]
    [InlineData("""{"a":[[[[[[[[1]]]]]]]]}""", 0, "is StartArray")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[[[[1]]]]]],"data_offsets":[0,4]}}""", 4, "")]
    [InlineData("""{} {}""", 0, "not the JSON")]
    [InlineData("""{"a":""", 0, "not the JSON")]
    [InlineData("""{"\ud800":{}}""", 0, "not the JSON")]
    [InlineData("""[]""", 0, "does not start with '{'")]
    [InlineData("", 0, "does not start with '{'")]
    public void Should_Name_The_File_And_The_Fault(string json, int dataBytes, string fault)
    {
        var path = _folder.Write("bad.safetensors", File(json, dataBytes));

        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Nesting_However_Deep()
    {
        var path = _folder.Write("bomb.safetensors", File("{\"a\":" + new string('[', 5_000_000), 0));

        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 123 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 123, 125 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 0, 0, 0, 123, 125 })]
    public void Should_Refuse_A_Header_Length_That_The_File_Cannot_Hold(byte[] content)
    {
        var path = _folder.Write("bad.safetensors", content);

        Assert.StartsWith(path, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Accept_Entries_In_Any_Order_And_Padding_After_The_Header()
    {
        const string Json = """{"late":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"none":{"dtype":"F32","shape":[0],"data_offsets":[1,1]},"early":{"shape":[],"data_offsets":[0,1],"dtype":"U8"}}   """;
        var path = _folder.Write("a.safetensors", File(Json, 3));

        using var file = SafetensorsFile.Open(path);

        Assert.Equal(["late", "none", "early"], file.Entries.Select(entry => entry.Name));
        Assert.Empty(file.Metadata);
    }

    private static byte[] File(string json, int dataBytes)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var content = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(content, header.Length);
        header.CopyTo(content, 8);
        return content;
    }
}
