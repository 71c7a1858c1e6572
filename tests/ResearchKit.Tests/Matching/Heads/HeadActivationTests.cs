using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class HeadActivationTests
{
    private static readonly VitOptions Image = new() { ImageSize = 6, Channels = 2, PatchSize = 2, Width = 24, Depth = 2, Heads = 4, FeedForwardSize = 20, Classes = 3 };

    [Theory]
    [InlineData(ActivationSimilarity.SecondMoment)]
    [InlineData(ActivationSimilarity.Pearson)]
    public void Should_Recover_A_Planted_Alignment_When_A_Vit_Is_Permuted(ActivationSimilarity similarity)
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Image, 1);
        using var moved = new Vit(Image, 2);
        var spec = PermutationSpecs.Vit(model.state_dict(), 4);
        var planted = Alignment.Random(spec, 7);
        moved.load_state_dict(planted.Apply(model.state_dict()));
        var result = ActivationMatching.Match(spec, model, moved, [rand([20, 2, 6, 6], generator: new Generator(1))], new ActivationMatchingOptions { Similarity = similarity, Epsilon = 0 });
        Assert.Equal(planted.Inverse(), result.Alignment);
        Assert.All(spec.Groups.Keys, group => Assert.True(result.Similarity[group] > result.SimilarityBefore[group]));
        Assert.Equal(200, result.Samples["blocks.0.attn.head1.qk"]);
        Assert.Equal(result.Similarity["blocks.0.attn.heads"], result.Similarity["blocks.0.attn.head3.v"]);
    }

    [Theory]
    [InlineData(PositionEncoding.Learned, 2, 4)]
    [InlineData(PositionEncoding.Rotary, 2, 4)]
    [InlineData(PositionEncoding.Rotary, 1, 6)]
    public void Should_Recover_A_Planted_Alignment_When_Query_Heads_Share_Keys(PositionEncoding positions, int keyValueHeads, int heads)
    {
        using var scope = NewDisposeScope();
        var options = new DecoderLmOptions { VocabularySize = 23, ContextLength = 9, Width = 24, Depth = 1, Heads = heads, KeyValueHeads = keyValueHeads, HeadSize = 6, FeedForwardSize = 20, Positions = positions };
        using var model = new DecoderLm(options, 1);
        using var moved = new DecoderLm(options, 2);
        var spec = PermutationSpecs.DecoderLm(model.state_dict(), heads);
        var planted = Alignment.Random(spec, 7);
        moved.load_state_dict(planted.Apply(model.state_dict()));
        var tokens = randint(0, 23, [20, 9], dtype: ScalarType.Int64, generator: new Generator(1));
        var result = ActivationMatching.Match(spec, model, moved, [tokens], new ActivationMatchingOptions { Similarity = ActivationSimilarity.Pearson, Epsilon = 0 });
        Assert.Equal(planted.Inverse(), result.Alignment);
    }

    [Fact]
    public void Should_Move_Whole_Heads_When_Units_Inside_Are_Restricted()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Image with { Depth = 1 }, 1);
        using var moved = new Vit(Image with { Depth = 1 }, 2);
        var spec = PermutationSpecs.Vit(model.state_dict(), 4).Restrict(group => group.EndsWith(".heads", StringComparison.Ordinal));
        var planted = Alignment.Random(spec, 7);
        moved.load_state_dict(planted.Apply(model.state_dict()));
        var result = ActivationMatching.Match(spec, model, moved, [rand([20, 2, 6, 6], generator: new Generator(1))]);
        Assert.Equal(planted.Inverse(), result.Alignment);
    }

    [Fact]
    public void Should_Name_What_Is_Missing_When_A_Projection_Is_Not_Shown()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Image, 1);
        var spec = PermutationSpecs.Vit(model.state_dict(), 4);
        var error = Assert.Throws<ArgumentException>(() => ActivationMatching.Match(spec, Shown, Shown, [rand([2, 2, 6, 6])]));
        Assert.Contains("'blocks.1.attn.head0.qk'", error.Message);
        Assert.Contains("'blocks.1.attn.qkv'", error.Message);

        Dictionary<string, Tensor> Shown(Tensor images) => model.Activations(images).Where(pair => pair.Key != "blocks.1.attn.qkv").ToDictionary();
    }
}
