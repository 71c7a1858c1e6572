using ResearchKit.Experts;
using ResearchKit.Models;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class ExpertWeightsTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("biased")]
    [InlineData("gated")]
    public void Should_Keep_The_Function_When_Hidden_Units_Are_Permuted(string kind)
    {
        using var scope = NewDisposeScope();
        var expert = ExpertFixtures.Of(kind, 1);
        var permuted = expert.Permute(Permutation.Random(7, 3));
        var tokens = ExpertFixtures.Tokens(2);
        Assert.True(ExpertFixtures.Distance(expert.Up, permuted.Up) > 0.1);
        Assert.True(ExpertFixtures.Distance(expert.Forward(tokens), permuted.Forward(tokens)) < 1e-12);
    }

    [Fact]
    public void Should_Compute_The_Gated_Formula_When_Run()
    {
        using var scope = NewDisposeScope();
        var expert = ExpertFixtures.Gated(4);
        var x = ExpertFixtures.Tokens(5);
        var g = x.matmul(expert.Gate!.t());
        var expected = (g / ((-g).exp() + 1) * x.matmul(expert.Up.t())).matmul(expert.Down.t());
        Assert.True(ExpertFixtures.Distance(expected, expert.Forward(x)) < 1e-12);
        Assert.Equal(3 * 7 * 5, expert.ParameterCount);
        Assert.True(expert.IsGated);
    }

    [Fact]
    public void Should_Name_The_Tensor_When_A_Shape_Does_Not_Fit()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => ExpertWeights.Plain(ones(7, 5), ones(7, 5)));
        Assert.Contains("'Down' has shape [7, 5]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[5, 7]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ExpertWeights.Plain(ones(0, 5), ones(5, 0)));
        Assert.Throws<ArgumentException>(() => ExpertWeights.Plain(ones([7, 5], dtype: ScalarType.Int64), ones([5, 7], dtype: ScalarType.Int64)));
        Assert.Throws<ArgumentException>(() => ExpertWeights.Create([KeyValuePair.Create(ExpertPart.Up, (Tensor?)ones(7, 5))], Activation.Relu));
    }

    [Fact]
    public void Should_Refuse_A_Permutation_When_Its_Length_Is_Not_The_Hidden_Size()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => ExpertFixtures.Plain(1).Permute(Permutation.Identity(5)));
    }
}
