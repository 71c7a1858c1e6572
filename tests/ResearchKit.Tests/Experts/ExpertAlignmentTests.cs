using ResearchKit.Experts;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class ExpertAlignmentTests
{
    public static TheoryData<string> Kinds => ["plain", "biased", "gated"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Should_Give_The_Identity_When_Aligned_To_Itself(string kind)
    {
        using var scope = NewDisposeScope();
        var expert = ExpertFixtures.Of(kind, 1);
        var match = ExpertAlignment.Align(expert, expert);
        Assert.True(match.Permutation.IsIdentity);
        Assert.Equal(match.IdentityObjective, match.Objective, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Should_Recover_The_Permutation_When_The_Candidate_Is_A_Shuffled_Copy(string kind)
    {
        using var scope = NewDisposeScope();
        var expert = ExpertFixtures.Of(kind, 2, 40, 12);
        var shuffle = Permutation.Random(40, 5);
        var match = ExpertAlignment.Align(expert, expert.Permute(shuffle));
        Assert.Equal(shuffle.Inverse(), match.Permutation);
        var restored = expert.Permute(shuffle).Permute(match.Permutation);
        Assert.All(expert.Parts, pair => Assert.Equal(0, ExpertFixtures.Distance(pair.Value, restored.Parts[pair.Key])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Should_Find_The_Best_Of_All_Orders_When_Units_Are_Few(string kind)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ExpertFixtures.Of(kind, 3, 5, 3), ExpertFixtures.Of(kind, 4, 5, 3));
        var match = ExpertAlignment.Align(a, b);
        double Inner(ExpertWeights candidate) => a.Parts.Where(pair => pair.Key != ExpertPart.DownBias).Sum(pair => (pair.Value * candidate.Parts[pair.Key]).sum().item<double>());
        var best = Orders(5).Max(order => Inner(b.Permute(new Permutation(order))));
        Assert.Equal(best, match.Objective, 1e-9);
        Assert.Equal(Inner(b.Permute(match.Permutation)), match.Objective, 1e-9);
        Assert.Equal(Inner(b), match.IdentityObjective, 1e-9);
        Assert.True(match.Objective >= match.IdentityObjective);
    }

    [Fact]
    public void Should_Leave_The_Bias_Out_When_Told_To()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ExpertFixtures.Plain(3, biased: true), ExpertFixtures.Plain(4, biased: true));
        using var with = ExpertAlignment.Score(a, b);
        using var without = ExpertAlignment.Score(a, b, new ExpertAlignmentOptions { Biases = false });
        var outer = a.Parts[ExpertPart.UpBias].outer(b.Parts[ExpertPart.UpBias]);
        Assert.True(ExpertFixtures.Distance(with - without, outer) < 1e-12);
    }

    [Fact]
    public void Should_Align_Each_To_Its_Own_Reference_When_Many_Are_Aligned()
    {
        using var scope = NewDisposeScope();
        var experts = Enumerable.Range(0, 5).Select(e => ExpertFixtures.Gated(e)).ToArray();
        var result = ExpertAlignment.AlignAll(experts, [0, 0, 2, 2, 0]);
        Assert.Equal([0, 0, 2, 2, 0], result.Matches.Select(match => match.Reference));
        Assert.Equal(ExpertAlignment.Align(experts[2], experts[3]).Permutation, result.Matches[3].Permutation);
        Assert.True(result.Matches[2].Permutation.IsIdentity);
        Assert.True(result.ProductSeconds > 0 && result.AssignmentSeconds > 0);
    }

    [Fact]
    public void Should_Say_Which_Expert_When_A_Weight_Is_Not_A_Number()
    {
        using var scope = NewDisposeScope();
        var broken = ExpertFixtures.Plain(1).Map((part, weight) => part == ExpertPart.Up ? weight * double.NaN : weight);
        var error = Assert.Throws<ArgumentException>(() => ExpertAlignment.AlignAll([ExpertFixtures.Plain(1), broken], [0, 0]));
        Assert.Contains("expert 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ExpertAlignment.AlignAll([ExpertFixtures.Plain(1), ExpertFixtures.Plain(1, 8)], [0, 0]));
        Assert.Throws<ArgumentException>(() => ExpertAlignment.AlignAll([ExpertFixtures.Plain(1)], [1]));
    }

    [Fact]
    public void Should_Recover_Shuffles_When_Aligned_By_Activations()
    {
        using var scope = NewDisposeScope();
        var expert = ExpertFixtures.Gated(1, 12, 5);
        var shuffle = Permutation.Random(12, 8);
        var layer = new ExpertLayer(ExpertFixtures.Tokens(2, 2), [expert, expert.Permute(shuffle)]);
        using var statistics = new RoutingStatistics();
        layer.Forward(ExpertFixtures.Tokens(3, 100), statistics);
        var result = ActivationAlignment.AlignAll(new ExpertCalibration(layer, statistics["layer"]), [0, 0]);
        Assert.Equal(shuffle.Inverse(), result.Matches[1].Permutation);
        Assert.Equal(12, result.Matches[1].Objective, 1e-6);
    }

    private static IEnumerable<int[]> Orders(int n) => n == 0
        ? [[]]
        : Orders(n - 1).SelectMany(order => Enumerable.Range(0, n).Select(place => (int[])[.. order[..place], n - 1, .. order[place..]]));
}
