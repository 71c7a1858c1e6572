using ResearchKit.Onnx;

namespace ResearchKit.Tests.Onnx;

/// <summary>Operators that the kit does not know are named, and nothing about them is guessed.</summary>
public sealed class OnnxGapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Follow_What_Comes_After_An_Unknown_Operator_Of_Known_Shape()
    {
        var derived = Derive(Chain().Value("c", 2, 6).Value("d", 2, 6));

        var unknown = Assert.Single(derived.UnknownOperators);
        Assert.Equal(("my.Mystery", "d"), (unknown.Operator, unknown.Node));
        Assert.Equal(["w1", "w3"], derived.Spec.Groups.Keys); // the hidden units before and after; what enters and leaves the gap stays
        Assert.Contains(derived.Unpermuted, axis => axis is { Tensor: "w2", Axis: 1 } && axis.Reason.Contains("goes into my.Mystery 'd'", StringComparison.Ordinal));
        Assert.Contains(derived.Unpermuted, axis => axis is { Tensor: "w3", Axis: 0 } && axis.Reason.Contains("comes from my.Mystery 'd'", StringComparison.Ordinal));
        Assert.True(derived.Equivalence.Holds);
    }

    [Fact]
    public void Should_Leave_Out_What_Comes_After_An_Unknown_Operator_Of_Unknown_Shape()
    {
        var derived = Derive(Chain());

        Assert.Equal(["w1"], derived.Spec.Groups.Keys);
        Assert.Equal(4, derived.UnknownOperators.Count);
        Assert.Contains("needs 'd'", derived.UnknownOperators[1].Reason, StringComparison.Ordinal);
        Assert.All(new[] { "w3", "w4" }, weight => Assert.Equal(2, derived.Unpermuted.Count(axis => axis.Tensor == weight)));
        Assert.True(derived.Equivalence.Holds);
    }

    [Fact]
    public void Should_Keep_In_Place_What_A_Branch_Reads_From_Outside()
    {
        var derived = Derive(new OnnxFileBuilder()
            .Input("x", 2, 4).Weight("w1", [4, 6]).Weight("w2", [6, 3]).Weight("go", [1])
            .Node("MatMul", ["x", "w1"], ["a"]).Branch("go", "a", "b").Node("MatMul", ["a", "w2"], ["y"]).Output("y", 2, 3));

        Assert.Empty(derived.Spec.Groups);
        Assert.Equal("If", Assert.Single(derived.UnknownOperators).Operator);
    }

    [Fact]
    public void Should_Not_Permute_What_Nothing_Reads()
    {
        var derived = Derive(new OnnxFileBuilder().Input("x", 2, 4).Weight("w", [4, 3]).Weight("idle", [5, 5]).Node("MatMul", ["x", "w"], ["y"]).Output("y", 2, 3));

        Assert.Empty(derived.Spec.Groups);
        Assert.Contains(derived.Unpermuted, axis => axis.Tensor == "idle" && axis.Reason == "no operator reads it");
    }

    [Fact]
    public void Should_Say_When_A_Group_Would_Stand_Twice_In_One_Tensor()
    {
        var derived = Derive(new OnnxFileBuilder()
            .Input("x", 2, 4).Weight("in", [4, 6]).Weight("square", [6, 6]).Weight("out", [6, 3])
            .Node("MatMul", ["x", "in"], ["a"]).Node("MatMul", ["a", "square"], ["b"]).Node("Add", ["a", "b"], ["c"]).Node("MatMul", ["c", "out"], ["y"]).Output("y", 2, 3));

        Assert.Empty(derived.Spec.Groups);
        Assert.Contains(derived.Unpermuted, axis => axis.Tensor == "in" && axis.Reason.Contains("two axes of 'square'", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Treat_An_Operator_With_More_Outputs_Than_It_Makes_As_Unknown()
    {
        var derived = Derive(new OnnxFileBuilder()
            .Input("x", 2, 4).Weight("w1", [4, 6]).Weight("w2", [6, 3])
            .Node("MatMul", ["x", "w1"], ["a"]).Node("Relu", ["a"], ["b", "more"]).Node("MatMul", ["b", "w2"], ["y"]).Output("y", 2, 3));

        Assert.Empty(derived.Spec.Groups);
        Assert.Contains("2 outputs", derived.UnknownOperators[0].Reason, StringComparison.Ordinal);
        Assert.Contains("needs 'b'", derived.UnknownOperators[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_To_Run_A_Graph_With_An_Unknown_Operator()
    {
        using var model = OnnxModel.Load(_folder.Write("m.onnx", Chain().Build()));
        using var scope = TorchSharp.torch.NewDisposeScope();

        var error = Assert.Throws<NotSupportedException>(() => model.Run(new Dictionary<string, TorchSharp.torch.Tensor> { ["x"] = TorchSharp.torch.ones(2, 4) }));

        Assert.Contains("my.Mystery 'd'", error.Message, StringComparison.Ordinal);
    }

    private static OnnxFileBuilder Chain() => new OnnxFileBuilder()
        .Input("x", 2, 4).Weight("w1", [4, 5]).Weight("w2", [5, 6]).Weight("w3", [6, 7]).Weight("w4", [7, 3])
        .Node("MatMul", ["x", "w1"], ["a"]).Node("Relu", ["a"], ["b"]).Node("MatMul", ["b", "w2"], ["c"])
        .Node("Mystery", ["c"], ["d"], "my")
        .Node("MatMul", ["d", "w3"], ["e"]).Node("Relu", ["e"], ["f"]).Node("MatMul", ["f", "w4"], ["y"]).Output("y", 2, 3);

    private OnnxSpec Derive(OnnxFileBuilder file)
    {
        using var model = OnnxModel.Load(_folder.Write("m.onnx", file.Build()));
        return OnnxSpecs.Derive(model);
    }
}
