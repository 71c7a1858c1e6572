using ResearchKit.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Onnx;

public sealed class OnnxModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Should_Read_Graph_Weights_And_Shapes()
    {
        using var model = OnnxModel.Load(Path.Combine(OnnxFiles.Reference, "mlp.onnx"));

        Assert.Equal(("pytorch", 14), (model.Producer, model.OperatorSet));
        Assert.Equal(["Gemm", "Relu", "Gemm", "Tanh", "Gemm"], model.Nodes.Select(node => node.Operator));
        Assert.Equal("x: Float32 [batch, 12]", Assert.Single(model.Inputs).ToString());
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"], model.StateDict().Keys);
        Assert.Equal([16, 12], model.StateDict()["0.weight"].shape);
    }

    [Fact]
    public void Should_Run_With_Other_Weights_And_Leave_The_Own_Ones_Alone()
    {
        using var model = OnnxModel.Load(_folder.Write("m.onnx", Product().Build()));
        var inputs = new Dictionary<string, Tensor> { ["x"] = ones(2, 4) };

        var own = model.Run(inputs)["y"];
        var zero = model.Run(inputs, new Dictionary<string, Tensor> { ["w"] = zeros(4, 3) })["y"];
        var again = model.Run(inputs)["y"];

        Assert.Equal(0, zero.abs().max().ToDouble());
        Assert.Equal(own.data<float>().ToArray(), again.data<float>().ToArray());
    }

    [Fact]
    public void Should_Name_Inputs_And_Weights_That_Do_Not_Fit()
    {
        using var model = OnnxModel.Load(_folder.Write("m.onnx", Product().Build()));
        Dictionary<string, Tensor> Given(string name, params long[] shape) => new() { [name] = ones(shape) };

        Assert.Contains("expected an input x: Float32 [2, 4]; none", Assert.Throws<ArgumentException>(() => model.Run(new Dictionary<string, Tensor>())).Message, StringComparison.Ordinal);
        Assert.Contains("found Float32 [2, 5]", Assert.Throws<ArgumentException>(() => model.Run(Given("x", 2, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("no input 'z'", Assert.Throws<ArgumentException>(() => model.Run(Given("z", 2, 4))).Message, StringComparison.Ordinal);
        Assert.Contains("'w' has shape [4, 4], expected [4, 3]", Assert.Throws<ArgumentException>(() => model.Run(Given("x", 2, 4), Given("w", 4, 4))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_Weights_From_Another_File()
    {
        var values = Enumerable.Range(0, 12).Select(i => (float)i).ToArray();
        _folder.Write("weights.bin", [0, 0, 0, 0, .. values.SelectMany(BitConverter.GetBytes)]);
        var file = Product([("location", "weights.bin"), ("offset", "4"), ("length", "48")]);

        using var model = OnnxModel.Load(_folder.Write("m.onnx", file.Build()));

        Assert.Equal(values, model.StateDict()["w"].data<float>().ToArray());
    }

    [Theory]
    [InlineData("../weights.bin", "0", "48", "in the folder of the model")]
    [InlineData("/etc/passwd", "0", "48", "in the folder of the model")]
    [InlineData("a/../../weights.bin", "0", "48", "in the folder of the model")]
    [InlineData("", "0", "48", "in the folder of the model")]
    [InlineData("missing.bin", "0", "48", "not beside the model")]
    [InlineData("weights.bin", "8", "48", "from byte 8 on")]
    [InlineData("weights.bin", "0", "44", "takes 48 bytes")]
    [InlineData("weights.bin", "-4", "48", "as the offset")]
    [InlineData("weights.bin", "9223372036854775807", "48", "from byte")]
    public void Should_Refuse_Other_Files_That_Escape_Or_Do_Not_Fit(string location, string offset, string length, string why)
    {
        _folder.Write("weights.bin", new byte[52]);
        _folder.Write("m.onnx", Product([("location", location), ("offset", offset), ("length", length)]).Build());

        var error = Assert.Throws<InvalidDataException>(() => OnnxModel.Load(_folder["m.onnx"]));

        Assert.Contains("tensor 'w'", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_A_Link_To_Another_File()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(_folder["weights.bin"], elsewhere.Write("weights.bin", new byte[48]));
        _folder.Write("m.onnx", Product([("location", "weights.bin")]).Build());

        Assert.Contains("is a link", Assert.Throws<InvalidDataException>(() => OnnxModel.Load(_folder["m.onnx"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("tiny")]
    [InlineData("heads")]
    public void Should_Write_A_Copy_With_Other_Weights(string name)
    {
        var original = Path.Combine(OnnxFiles.Reference, $"{name}.onnx");
        using var model = OnnxModel.Load(original);
        var doubled = model.StateDict().ToDictionary(pair => pair.Key, pair => pair.Value * 2);

        model.Save(_folder["same.onnx"], model.StateDict());
        model.Save(_folder["doubled.onnx"], doubled);

        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(_folder["same.onnx"]));
        using var copy = OnnxModel.Load(_folder["doubled.onnx"]);
        Assert.Equal(model.Nodes.Select(node => node.ToString()), copy.Nodes.Select(node => node.ToString()));
        Assert.All(doubled, pair => Assert.Equal(pair.Value.data<float>().ToArray(), copy.StateDict()[pair.Key].data<float>().ToArray()));
    }

    [Fact]
    public void Should_Refuse_To_Write_Weights_That_Do_Not_Fit()
    {
        _folder.Write("weights.bin", new byte[48]);
        using var model = OnnxModel.Load(_folder.Write("m.onnx", Product().Build()));
        using var elsewhere = OnnxModel.Load(_folder.Write("e.onnx", Product([("location", "weights.bin")]).Build()));

        Assert.Contains("no tensor 'z'", Assert.Throws<ArgumentException>(() => model.Save(_folder["o.onnx"], new Dictionary<string, Tensor> { ["z"] = ones(1) })).Message, StringComparison.Ordinal);
        Assert.Contains("'w' has shape [4, 3], found [3, 4]", Assert.Throws<ArgumentException>(() => model.Save(_folder["o.onnx"], new Dictionary<string, Tensor> { ["w"] = ones(3, 4) })).Message, StringComparison.Ordinal);
        Assert.Contains("'w'", Assert.Throws<NotSupportedException>(() => elsewhere.Save(_folder["o.onnx"], new Dictionary<string, Tensor> { ["w"] = ones(4, 3) })).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["o.onnx"]));
    }

    [Fact]
    public void Should_Name_What_Is_Wrong_With_A_Graph()
    {
        Refused("which nothing before it makes", new OnnxFileBuilder().Input("x", 2).Node("Relu", ["late"], ["y"]).Node("Relu", ["x"], ["late"]).Output("y", 2));
        Refused("'y' twice", new OnnxFileBuilder().Input("x", 2).Node("Relu", ["x"], ["y"]).Node("Relu", ["x"], ["y"]).Output("y", 2));
        Refused("promises the output 'y'", new OnnxFileBuilder().Input("x", 2).Output("y", 2));
        Refused("version 6", new OnnxFileBuilder { OperatorSet = 6 }.Input("x", 2).Node("Relu", ["x"], ["y"]).Output("y", 2));
        Refused("has 8 bytes of data; expected 12", new OnnxFileBuilder().Weight("w", [3], [1, 2]).Output("w", 3));
        Refused("no tensor can have", new OnnxFileBuilder().Weight("w", [long.MaxValue, long.MaxValue], [1]).Output("w", 3));
        Refused("no tensor can have", new OnnxFileBuilder().Weight("w", [-1], [1]).Output("w", 3));
        Refused("elements of type string", new OnnxFileBuilder().Weight("w", [1], [1], elementType: 8).Output("w", 1));
        Assert.Contains("no graph", Assert.Throws<InvalidDataException>(() => OnnxModel.Load(_folder.Write("m.onnx", []))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Name_The_Node_That_Cannot_Take_Its_Inputs()
    {
        using var model = OnnxModel.Load(_folder.Write("m.onnx", new OnnxFileBuilder().Input("x", 2, 5).Weight("w", [4, 3]).Node("MatMul", ["x", "w"], ["y"]).Output("y", 2, 3).Build()));

        var error = Assert.Throws<InvalidDataException>(() => OnnxSpecs.Derive(model));

        Assert.Contains("MatMul 'y' cannot take [2, 5], [4, 3]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 3 }, new long[] { 3 })]
    [InlineData(new long[] { 3 }, new long[] { 3, 2 })]
    [InlineData(new long[] { 4, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 4, 3 }, new long[] { 3, 2 })]
    [InlineData(new long[] { 5, 4, 3 }, new long[] { 3, 2 })]
    [InlineData(new long[] { 5, 4, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 4, 3 }, new long[] { 5, 3, 2 })]
    [InlineData(new long[] { 3 }, new long[] { 5, 3, 2 })]
    [InlineData(new long[] { 6, 1, 4, 3 }, new long[] { 5, 3, 2 })]
    [InlineData(new long[] { 0, 4, 3 }, new long[] { 3, 2 })]
    [InlineData(new long[] { 2, 4, 0 }, new long[] { 2, 0, 2 })]
    public void Should_Multiply_Matrices_Of_All_Ranks(long[] left, long[] right)
    {
        using var model = OnnxModel.Load(_folder.Write("m.onnx", new OnnxFileBuilder().Input("a", left).Input("b", right).Node("MatMul", ["a", "b"], ["y"]).Output("y").Build()));
        using var generator = new Generator(1);
        var (a, b) = (randn(left, generator: generator), randn(right, generator: generator));

        var y = model.Run(new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b })["y"];

        var expected = a.matmul(b);
        Assert.Equal(expected.shape, y.shape);
        Assert.True(y.allclose(expected, 1e-5, 1e-6));
    }

    [Fact]
    public void Should_Name_Matrices_That_Cannot_Be_Multiplied()
    {
        using var model = OnnxModel.Load(_folder.Write("m.onnx", new OnnxFileBuilder().Input("a", 2, 4, 3).Input("b", 5, 3, 2).Node("MatMul", ["a", "b"], ["y"]).Output("y").Build()));
        using var gemm = OnnxModel.Load(_folder.Write("g.onnx", new OnnxFileBuilder().Input("a", 2, 4).Input("b", 3, 4).Node("Gemm", ["a", "b"], ["y"]).Output("y").Build()));

        var outer = Assert.Throws<InvalidDataException>(() => model.Run(new Dictionary<string, Tensor> { ["a"] = ones(2, 4, 3), ["b"] = ones(5, 3, 2) }));
        var inner = Assert.Throws<InvalidDataException>(() => gemm.Run(new Dictionary<string, Tensor> { ["a"] = ones(2, 4), ["b"] = ones(3, 4) }));

        Assert.Contains("the shapes [2] and [5] do not fit", outer.Message, StringComparison.Ordinal);
        Assert.Contains("4 columns meet 3 rows", inner.Message, StringComparison.Ordinal);
    }

    private static OnnxFileBuilder Product((string Key, string Value)[]? external = null) =>
        new OnnxFileBuilder().Input("x", 2, 4).Weight("w", [4, 3], external: external).Node("MatMul", ["x", "w"], ["y"]).Output("y", 2, 3);

    private void Refused(string why, OnnxFileBuilder file)
    {
        var error = Assert.Throws<InvalidDataException>(() => OnnxModel.Load(_folder.Write("m.onnx", file.Build())));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder["m.onnx"], error.Message, StringComparison.Ordinal);
    }
}
