using ResearchKit.Matching;
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
    [InlineData("mixed")]
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

    [Fact]
    public void Should_Find_Residual_Stream_Heads_And_Hidden_Units_Of_A_Transformer()
    {
        using var model = OnnxFiles.Load("heads");

        var spec = OnnxSpecs.Derive(model).Spec.WithoutNesting();

        Assert.Equal([("embed", 6), ("block.attention.query", 2), ("block.up", 8)], spec.Groups.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(7, spec.AxesOf("block.attention.query").Count); // weights and biases of three projections, and the columns of the fourth
    }

    [Theory]
    [InlineData("bert", 6, 16)] // two layers of four heads: queries with keys, and values, in each
    [InlineData("vit", 5, 12)] // two layers of three heads
    [InlineData("llama", 5, 8)] // two layers of two groups: query heads in each, and values in each; rotary embeddings allow nothing inside queries
    [InlineData("encoder", 2, 5)] // heads in the three sections of one fused projection, and units in each of four heads
    public void Should_Find_What_Moves_Inside_Heads(string name, int plain, int inside)
    {
        using var model = OnnxFiles.Load(name);

        var spec = OnnxSpecs.Derive(model).Spec;

        Assert.Equal((plain, inside), (spec.WithoutNesting().Groups.Count, spec.Groups.Count - spec.WithoutNesting().Groups.Count));
    }

    [Fact]
    public void Should_Let_Weight_Matching_Find_A_Permutation_Again()
    {
        using var scope = NewDisposeScope();
        using var model = OnnxFiles.Load("heads");
        var spec = OnnxSpecs.Derive(model).Spec;
        var candidate = Alignment.Random(spec, 3).Apply(model.StateDict());

        var matching = WeightMatching.Match(spec, model.StateDict(), candidate, new WeightMatchingOptions { Starts = 5 });

        Assert.InRange(matching.DistanceAfter, 0, 1e-5 * matching.DistanceBefore);
    }

    [Fact]
    public void Should_Treat_A_Flattened_Channel_As_A_Block_And_Statistics_As_Such()
    {
        using var model = OnnxFiles.Load("tiny");

        var spec = OnnxSpecs.Derive(model).Spec;

        Assert.Equal(new AxisPermutation("conv", 4), spec.Axes["fc.weight"][1]);
        Assert.Equal(["norm.running_mean", "norm.running_var"], spec.Statistics.Order());
    }

    [Fact]
    public void Should_Agree_With_The_Spec_That_Is_Written_Down()
    {
        using var model = OnnxFiles.Load("mlp");

        var (derived, written) = (OnnxSpecs.Derive(model).Spec, PermutationSpecs.Mlp(model.StateDict()));

        Assert.Equal(written.Groups, derived.Groups);
        Assert.All(written.Axes, pair => Assert.Equal(pair.Value, derived.Axes[pair.Key]));
    }

    private static double Difference(Tensor actual, Tensor expected) => ((actual - expected).abs().max() / expected.abs().max().clamp(min: 1)).ToDouble();
}
