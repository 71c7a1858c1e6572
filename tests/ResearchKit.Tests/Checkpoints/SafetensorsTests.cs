using System.Text.Json;
using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private static readonly ScalarType[] DTypes =
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
        ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Read_What_Pytorch_Holds_In_Every_Type()
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Reference.PathOf("pytorch.json")));
        using var file = SafetensorsFile.Open(Reference.PathOf("pytorch.safetensors"));

        Assert.Equal(expected.RootElement.EnumerateObject().Select(property => property.Name), file.Entries.Select(entry => entry.Name));
        Assert.Equal("Größe", file.Metadata["note"]);
        foreach (var property in expected.RootElement.EnumerateObject())
        {
            using var tensor = file.Load(property.Name);
            using var doubles = tensor.to_type(ScalarType.Float64);
            Assert.Equal(property.Value.EnumerateArray().Select(value => value.GetDouble()), doubles.data<double>().ToArray());
        }
    }

    [Fact]
    public void Should_Load_A_Pytorch_File_Into_A_Module_Of_The_Same_Names()
    {
        using var module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(4, 2));
        var tensors = Safetensors.Load(Reference.PathOf("pytorch.safetensors"));
        var mine = tensors.Where(pair => !pair.Key.StartsWith("types.", StringComparison.Ordinal)).ToDictionary();

        Assert.Equal(mine.Keys.Order(), module.state_dict().Keys.Order());
        module.load_state_dict(mine);

        using var bias = module.state_dict()["3.bias"].detach();
        Assert.Equal(tensors["3.bias"].data<float>().ToArray(), bias.data<float>().ToArray());
    }

    [Fact]
    public void Should_Round_Trip_All_Types_Names_Shapes_Order_And_Metadata()
    {
        var tensors = new Dictionary<string, Tensor> { ["ü/\"quoted\"\n"] = zeros([], ScalarType.Float32), ["none"] = zeros([3, 0, 2], ScalarType.Int8) };
        foreach (var dtype in DTypes.Reverse())
        {
            using var numbers = arange(6, ScalarType.Float32);
            using var grid = numbers.view(2, 3);
            tensors.Add($"t.{dtype}", grid.to_type(dtype));
        }

        Safetensors.Save(_folder["a.safetensors"], tensors, new Dictionary<string, string> { ["b"] = "1", ["a"] = "ü" });
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);

        Assert.Equal(tensors.Keys, file.Entries.Select(entry => entry.Name));
        Assert.Equal(["b", "a"], file.Metadata.Keys);
        Assert.Equal("ü", file.Metadata["a"]);
        foreach (var (name, tensor) in file.LoadAll())
        {
            Assert.Equal(tensors[name].dtype, tensor.dtype);
            Assert.Equal(tensors[name].shape, tensor.shape);
            Assert.Equal(tensors[name].bytes.ToArray(), tensor.bytes.ToArray());
            Assert.Equal(tensors[name].bytes.ToArray(), file.Bytes(name).ToArray());
        }
    }

    [Fact]
    public void Should_Align_Every_Tensor_To_Its_Element()
    {
        var tensors = DTypes.Reverse().ToDictionary(dtype => dtype.ToString(), dtype => ones([3], dtype));

        Safetensors.Save(_folder["a.safetensors"], tensors);
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);

        Assert.All(file.Entries, entry => Assert.Equal(0, entry.Offset % (entry.Length / 3)));
    }

    [Fact]
    public void Should_Write_Views_And_Parameters_Row_Major()
    {
        using var numbers = arange(6, ScalarType.Float32);
        using var grid = numbers.view(2, 3);
        using var leaf = ones([2], ScalarType.Float32, requires_grad: true);

        Safetensors.Save(_folder["a.safetensors"], new Dictionary<string, Tensor> { ["turned"] = grid.t(), ["leaf"] = leaf });
        var read = Safetensors.Load(_folder["a.safetensors"]);

        Assert.Equal([3L, 2L], read["turned"].shape);
        Assert.Equal([0f, 3, 1, 4, 2, 5], read["turned"].data<float>().ToArray());
        Assert.Equal([1f, 1f], read["leaf"].data<float>().ToArray());
    }

    [Fact]
    public void Should_Round_Trip_An_Empty_Dictionary()
    {
        Safetensors.Save(_folder["a.safetensors"], new Dictionary<string, Tensor>());

        Assert.Empty(Safetensors.Load(_folder["a.safetensors"]));
    }

    [Fact]
    public void Should_Keep_The_Old_File_When_A_Tensor_Cannot_Be_Written()
    {
        using var good = ones([2]);
        using var complex = zeros([2], ScalarType.ComplexFloat32);
        Safetensors.Save(_folder["a.safetensors"], new Dictionary<string, Tensor> { ["good"] = good });

        var error = Assert.Throws<ArgumentException>(() => Safetensors.Save(_folder["a.safetensors"], new Dictionary<string, Tensor> { ["bad"] = complex }));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(_folder["a.safetensors"], new Dictionary<string, Tensor> { ["__metadata__"] = good }));

        Assert.Contains("'bad' is ComplexFloat32", error.Message, StringComparison.Ordinal);
        Assert.Equal(["good"], Safetensors.Load(_folder["a.safetensors"]).Keys);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Should_Name_The_File_When_A_Tensor_Is_Asked_For_That_Is_Not_There()
    {
        using var file = SafetensorsFile.Open(Reference.PathOf("pytorch.safetensors"));

        var error = Assert.Throws<KeyNotFoundException>(() => file.Load("9.weight"));

        Assert.Contains("'9.weight'", error.Message, StringComparison.Ordinal);
        Assert.Contains(file.FilePath, error.Message, StringComparison.Ordinal);
        Assert.False(file.Contains("9.weight"));
    }

    [Fact]
    public void Should_Refuse_To_Read_When_Closed()
    {
        var file = SafetensorsFile.Open(Reference.PathOf("pytorch.safetensors"));
        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Load("0.weight"));
        Assert.Throws<ObjectDisposedException>(() => file.Bytes("0.weight").Length);
    }

    [Fact]
    public void Should_Read_A_Model_In_Several_Files_By_Its_Index()
    {
        using var one = ones([1]);
        using var two = zeros([2]);
        Safetensors.Save(_folder["m-1.safetensors"], new Dictionary<string, Tensor> { ["a"] = one, ["c"] = one });
        Safetensors.Save(_folder["m-2.safetensors"], new Dictionary<string, Tensor> { ["b"] = two });
        File.WriteAllText(_folder["m.safetensors.index.json"], """{"metadata": {"total_size": 12}, "weight_map": {"a": "m-1.safetensors", "b": "m-2.safetensors"}}""");

        var read = Safetensors.Load(_folder["m.safetensors.index.json"]);

        Assert.Equal(["a", "b"], read.Keys);
        Assert.Equal(2, read["b"].NumberOfElements);
    }

    [Theory]
    [InlineData("{}", "weight_map")]
    [InlineData("[]", "weight_map")]
    [InlineData("{\"weight_map\": {\"a\": \"../m-1.safetensors\"}}", "'../m-1.safetensors'")]
    [InlineData("{\"weight_map\": {\"a\": \"/etc/passwd\"}}", "'/etc/passwd'")]
    [InlineData("{\"weight_map\": {\"a\": 1}}", "'a'")]
    [InlineData("{\"weight_map\": {\"z\": \"m-1.safetensors\"}}", "has no such tensor")]
    [InlineData("{\"weight_map\": {\"a\": \"m-1.safetensors\", \"a\": \"m-1.safetensors\"}}", "twice")]
    [InlineData("{\"weight_map\": ", "not the JSON")]
    public void Should_Refuse_An_Index_That_Is_Wrong(string json, string fault)
    {
        using var one = ones([1]);
        Safetensors.Save(_folder["m-1.safetensors"], new Dictionary<string, Tensor> { ["a"] = one });
        File.WriteAllText(_folder["m.safetensors.index.json"], json);

        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Load(_folder["m.safetensors.index.json"]));

        Assert.StartsWith(_folder["m.safetensors.index.json"], error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }
}
