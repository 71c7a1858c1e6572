using ResearchKit.Onnx;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Onnx;

public sealed class OnnxSpecsTests
{
    // Single precision, sums in another order than Python's; outputs are of size 1 to 10.
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("mlp")]
    [InlineData("tiny")]
    [InlineData("heads")]
    [InlineData("vgg")]
    [InlineData("resnet18")]
    [InlineData("vit")]
    [InlineData("bert")]
    [InlineData("encoder")]
    [InlineData("llama")]
    public void Should_Compute_What_Python_Computed_Before_And_After_A_Permutation(string name)
    {
        using var scope = NewDisposeScope();
        using var model = OnnxFiles.Load(name);
        var (inputs, expected) = (OnnxFiles.Inputs(name), OnnxFiles.Output(name));

        var before = model.Run(inputs).Values.Single();
        var derived = OnnxSpecs.Derive(model);
        var alignment = Alignment.Random(derived.Spec, 7);
        var after = model.Run(inputs, alignment.Apply(model.StateDict())).Values.Single();

        Assert.InRange(Difference(before, expected), 0, Tolerance);
        Assert.InRange(Difference(after, expected), 0, Tolerance);
        Assert.NotEmpty(derived.Spec.Groups);
        Assert.True(derived.Equivalence.Holds);
        Assert.Empty(derived.UnknownOperators);
    }

    private static double Difference(Tensor actual, Tensor expected) => ((actual - expected).abs().max() / expected.abs().max().clamp(min: 1)).ToDouble();
}
