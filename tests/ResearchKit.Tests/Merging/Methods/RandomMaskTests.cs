using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Methods;

/// <summary>Methods that draw masks: the formulas with a given mask, and the statistics of drawn ones.</summary>
public sealed class RandomMaskTests
{
    private const int Size = 200;

    [Fact]
    public void Should_Keep_The_Sum_Of_Magnitudes_When_Rescaling_By_L1()
    {
        using var scope = NewDisposeScope();
        var delta = GoldenVectors.Matrix(GoldenVectors.DeltaA);
        var mask = GoldenVectors.Matrix([1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0]);

        GoldenVectors.AssertClose(".021081 0 .063243 0 / 0 −.126486 0 −.168649 / .189730 −.210811 0 0", MaskRescaling.Apply(Rescaling.L1, delta, delta * mask, .5));
        GoldenVectors.AssertClose(".02 0 .06 0 / 0 −.12 0 −.16 / .18 −.20 0 0", MaskRescaling.Apply(Rescaling.InverseDensity, delta, delta * mask, .5));
        GoldenVectors.AssertClose("0 0 0 0 / 0 0 0 0 / 0 0 0 0", MaskRescaling.Apply(Rescaling.L1, delta, delta * 0, .5), 0);
    }

    [Fact]
    public void Should_Rank_Magnitudes_In_Each_Row_When_Della_Drops()
    {
        using var scope = NewDisposeScope();
        var della = new DellaMerge();

        var probabilities = della.Probabilities(new TaskVector("w", 0, GoldenVectors.Matrix(GoldenVectors.DeltaA), 1));

        GoldenVectors.AssertClose(".35 .45 .55 .65 / .35 .45 .55 .65 / .35 .45 .55 .65", probabilities, 1e-7);
        GoldenVectors.AssertClose([.5], della.Probabilities(new TaskVector("b", 0, ones(1), 1)), 1e-7);
        GoldenVectors.AssertClose([.65, .35, .5], della.Probabilities(new TaskVector("b", 0, tensor(new[] { -3f, 1f, 1f }), 1)), 1e-7);
    }

    [Theory]
    [InlineData(.1)]
    [InlineData(.5)]
    [InlineData(.9)]
    public void Should_Keep_The_Density_And_The_Expectation_When_Dare_Drops(double density)
    {
        using var scope = NewDisposeScope();
        var delta = ones(Size, Size);
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var input = new MergeInput { Name = "w", Tensors = [delta], Weights = [1], Base = zeros(Size, Size), Seed = seed };

            var merged = new DareMerge { Density = density }.Merge(input);

            var kept = merged.ne(0).sum().item<long>();
            var count = (double)delta.numel();
            Assert.True(Math.Abs(kept - (count * density)) <= 3 * Math.Sqrt(count * density * (1 - density)), $"{kept} of {count} values stayed at density {density}");
            Assert.True(Math.Abs(merged.mean().item<float>() - 1) <= 3 * Math.Sqrt((1 - density) / (density * count)), "the expectation is not the task vector");
        }
    }

    [Fact]
    public void Should_Keep_Large_Values_More_Often_When_Della_Drops()
    {
        using var scope = NewDisposeScope();
        var row = linspace(.01, 1, Size).reshape(1, Size);
        var input = new MergeInput { Name = "w", Tensors = [row.repeat(1000, 1)], Weights = [1], Base = zeros(1000, Size), Seed = 4 };

        var kept = new DellaMerge { Signs = SignRule.Sum, Epsilon = .3 }.Merge(input).ne(0).to(ScalarType.Float64).mean([0L]).data<double>().ToArray();

        // Probabilities .2 to .8; three standard deviations of a mean of 1000 draws are at most .05.
        Assert.InRange(kept[..20].Average(), .2, .28);
        Assert.InRange(kept[^20..].Average(), .72, .8);
        Assert.InRange(kept.Average(), .49, .51);
    }

    [Fact]
    public void Should_Divide_By_The_Own_Probability_When_Della_Keeps_The_Expectation()
    {
        using var scope = NewDisposeScope();
        var delta = linspace(.01, 1, Size).reshape(1, Size).repeat(2000, 1);
        var input = new MergeInput { Name = "w", Tensors = [delta], Weights = [1], Base = zeros_like(delta), Seed = 9 };

        var means = new DellaMerge { Signs = SignRule.Sum, Rescale = Rescaling.InverseDensity }.Merge(input).mean([0L]) / delta[0];

        Assert.True((means - 1).abs().max().item<float>() < .15, "a column's mean is not its task vector"); // 5 deviations of the least likely column
    }

    [Theory]
    [InlineData("dare_linear")]
    [InlineData("dare_ties")]
    [InlineData("della")]
    [InlineData("della_linear")]
    public void Should_Draw_The_Same_Mask_When_Models_Are_Listed_In_Another_Order(string name)
    {
        using var scope = NewDisposeScope();
        var method = MergeMethodRegistry.BuiltIn.Create(name);
        var expected = method.Merge(GoldenVectors.Input("ABC", true));

        Assert.True(expected.equal(method.Merge(GoldenVectors.Input("CAB", true))).all().item<bool>());
        Assert.True(expected.equal(method.Merge(GoldenVectors.Input("ABC", true))).all().item<bool>());
        Assert.False(expected.equal(method.Merge(GoldenVectors.Input("ABC", true) with { Seed = 8 })).all().item<bool>());
    }

    [Fact]
    public void Should_Draw_Other_Masks_For_Other_Tensors_And_The_Same_When_One_Is_Left_Out()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> Model() => new() { ["x"] = ones(50), ["y"] = ones(50) };
        var options = new ModelMergeOptions { Base = new Dictionary<string, Tensor> { ["x"] = zeros(50), ["y"] = zeros(50) }, Seed = 2 };

        var both = ModelMerge.Merge(new DareMerge(), [Model()], options: options);
        var one = ModelMerge.Merge(new DareMerge(), [new Dictionary<string, Tensor> { ["y"] = ones(50) }], options: options with { Base = new Dictionary<string, Tensor> { ["y"] = zeros(50) } });

        Assert.False(both["x"].equal(both["y"]).all().item<bool>());
        Assert.True(both["y"].equal(one["y"]).all().item<bool>());
    }

    [Theory]
    [InlineData(.5, .5)]
    [InlineData(.9, .2)]
    public void Should_Refuse_Probabilities_Outside_Of_Their_Range(double density, double epsilon)
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => new DellaMerge { Density = density, Epsilon = epsilon }.Merge(GoldenVectors.Input("AB", true)));
    }

    [Fact]
    public void Should_Use_The_Density_Of_Each_Model()
    {
        using var scope = NewDisposeScope();
        var input = GoldenVectors.Input("AB", true, [1, 1]);

        var sparse = new DareMerge { Density = new[] { 1.0, 1e-9 } }.Merge(input);
        var turned = new DareMerge { Density = new[] { 1e-9, 1.0 } }.Merge(GoldenVectors.Input("BA", true, [1, 1]));

        GoldenVectors.AssertClose([.. GoldenVectors.A.Select(value => (double)value)], sparse, 1e-6);
        Assert.True(sparse.equal(turned).all().item<bool>());
        Assert.Throws<ArgumentException>(() => new DareMerge { Density = new[] { 1.0 } }.Merge(input));
    }
}
