using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class HeadMatchingTests
{
    private static readonly DecoderLmOptions Lm = new() { VocabularySize = 23, ContextLength = 9, Width = 24, Depth = 2, Heads = 4, HeadSize = 6, FeedForwardSize = 20 };
    private static readonly VitOptions Image = new() { ImageSize = 6, Channels = 2, PatchSize = 2, Width = 24, Depth = 2, Heads = 4, FeedForwardSize = 20, Classes = 3 };

    [Theory]
    [InlineData(PositionEncoding.Learned, null, ScalarType.Float32)]
    [InlineData(PositionEncoding.Learned, 2, ScalarType.Float64)]
    [InlineData(PositionEncoding.Rotary, 2, ScalarType.Float32)]
    [InlineData(PositionEncoding.Rotary, 1, ScalarType.Float32)]
    public void Should_Recover_A_Planted_Alignment_When_A_Language_Model_Is_Permuted(PositionEncoding positions, int? keyValueHeads, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(Lm with { Positions = positions, KeyValueHeads = keyValueHeads, DataType = dtype }, 1);
        AssertRecovered(model.state_dict(), PermutationSpecs.DecoderLm(model.state_dict(), 4));
    }

    [Fact]
    public void Should_Recover_A_Planted_Alignment_When_A_Vit_With_A_Fused_Projection_Is_Permuted()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Image, 1);
        AssertRecovered(model.state_dict(), PermutationSpecs.Vit(model.state_dict(), 4));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Should_Take_The_Same_Path_As_Plain_Products_When_Two_Models_Are_Matched(int? keyValueHeads)
    {
        using var scope = NewDisposeScope();
        var options = Lm with { Positions = PositionEncoding.Learned, KeyValueHeads = keyValueHeads, DataType = ScalarType.Float64 };
        using var first = new DecoderLm(options, 1);
        using var second = new DecoderLm(options, 2);
        var spec = PermutationSpecs.DecoderLm(first.state_dict(), 4);
        var fast = WeightMatching.Match(spec, first.state_dict(), second.state_dict(), new WeightMatchingOptions { Seed = 3 });
        var plain = WeightMatching.MatchPlainly(spec, first.state_dict(), second.state_dict(), new WeightMatchingOptions { Seed = 3 });
        Assert.Equal(plain.Alignment, fast.Alignment);
        Assert.Equal(plain.Objective, fast.Objective, 1e-9);
        Assert.True(fast.Converged);
        Assert.Equal(fast.ObjectiveTrace.Order(), fast.ObjectiveTrace);
        Assert.True(fast.DistanceAfter < fast.DistanceBefore);

        // The trace is added up from gains; the objective of the alignment itself says whether they were right.
        var aligned = fast.Alignment.Apply(second.state_dict());
        var product = spec.Axes.Where(pair => pair.Value.Any(axis => axis is not null)).Sum(pair => (first.state_dict()[pair.Key].detach() * aligned[pair.Key]).sum().ToDouble());
        Assert.Equal(product, fast.Objective, 1e-9);
        Assert.True(FunctionalEquivalence.Check(spec, second, randint(0, 23, [2, 9], dtype: ScalarType.Int64)).Holds);
    }

    [Fact]
    public void Should_Not_Lose_To_Whole_Heads_When_Units_Inside_May_Move()
    {
        using var scope = NewDisposeScope();
        using var first = new DecoderLm(Lm, 1);
        using var second = new DecoderLm(Lm, 2);
        var spec = PermutationSpecs.DecoderLm(first.state_dict(), 4, rotary: false).Restrict(group => group.Contains(".self_attn.", StringComparison.Ordinal));
        var nested = WeightMatching.Match(spec, first.state_dict(), second.state_dict());
        var whole = WeightMatching.Match(spec.WithoutNesting(), first.state_dict(), second.state_dict());
        Assert.True(nested.Objective > whole.Objective);
        Assert.Equal(2, nested.Sweeps); // with the stream fixed each layer is one exact step
    }

    [Fact]
    public void Should_Start_From_A_Warm_Start_When_It_Is_Nested()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Image, 1);
        var spec = PermutationSpecs.Vit(model.state_dict(), 4);
        var planted = Alignment.Random(spec, 4);
        var moved = planted.Apply(model.state_dict());
        var result = WeightMatching.Match(spec, model.state_dict(), moved, new WeightMatchingOptions { WarmStart = planted.Inverse() });
        Assert.Equal(planted.Inverse(), result.Alignment);
        Assert.Equal(1, result.Sweeps);
        Assert.Equal(result.ObjectiveTrace[0], result.Objective);
    }

    [Fact]
    public void Should_Merge_Copies_Into_One_When_Many_Permuted_Transformers_Are_Merged()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Image with { Depth = 1 }, 1);
        var state = model.state_dict();
        var spec = PermutationSpecs.Vit(state, 4);
        var copies = Enumerable.Range(1, 3).Select(seed => (IReadOnlyDictionary<string, Tensor>)Alignment.Random(spec, seed).Apply(state)).ToList();
        copies[0] = state;
        var merged = MergeMany.Merge(spec, copies);
        Assert.True(merged.Converged);
        Assert.True(merged.DispersionTrace[^1] <= merged.DispersionTrace[0]);
        Assert.All(merged.Alignments.Zip(copies), pair => Assert.True(FunctionalEquivalence.Check(spec, pair.First.Apply(pair.Second), tensors => Output(model, tensors)).Holds));
    }

    [Fact]
    public void Should_Keep_The_Function_When_Aligned_By_Straight_Through_Steps()
    {
        using var scope = NewDisposeScope();
        using var first = new Vit(Image with { Depth = 1 }, 1);
        using var second = new Vit(Image with { Depth = 1 }, 2);
        var spec = PermutationSpecs.Vit(first.state_dict(), 4);
        var images = rand([8, 2, 6, 6], generator: new Generator(1));
        var loss = new ModelLoss(first, images, randint(0, 3, [8], dtype: ScalarType.Int64, generator: new Generator(2)), 4);
        var result = StraightThroughEstimator.Search(spec, first.state_dict(), second.state_dict(), loss, new StraightThroughOptions { Steps = 4 });
        Assert.Equal(spec.Groups.Keys, result.Alignment.Permutations.Keys);
        var expected = Output(second, second.state_dict());
        Assert.True((Output(second, result.Alignment.Apply(second.state_dict())) - expected).abs().max().ToDouble() < 1e-4);
    }

    [Fact]
    public void Should_Be_Refused_When_A_Method_Knows_Plain_Axes_Only()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Image, 1);
        var spec = PermutationSpecs.Vit(model.state_dict(), 4);
        var error = Assert.Throws<ArgumentException>(() => SinkhornRebasin.MatchWeights(spec, model.state_dict(), model.state_dict()));
        Assert.Contains("WithoutNesting", error.Message);
    }

    /// <summary>The scores of a network with given tensors on fixed images; its own tensors are put back.</summary>
    private static Tensor Output(Vit model, IReadOnlyDictionary<string, Tensor> tensors) =>
        Scores.Of(model, tensors, rand([4, 2, 6, 6], generator: new Generator(3)));

    private static void AssertRecovered(Dictionary<string, Tensor> state, PermutationSpec spec)
    {
        var planted = Alignment.Random(spec, 7);
        var moved = planted.Apply(state);
        var result = WeightMatching.Match(spec, state, moved, new WeightMatchingOptions { Starts = 5, Seed = 1 });
        Assert.Equal(planted.Inverse(), result.Alignment);
        Assert.True(result.DistanceAfter < 1e-5, $"{result.DistanceAfter}");
    }
}
