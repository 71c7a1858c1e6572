using ResearchKit.Experts;

namespace ResearchKit.Tests.Experts;

public sealed class DominantExpertsTests
{
    private static readonly double[][] Uneven = [[0.7, 0.1, 0.1, 0.1], [0.25, 0.3, 0.25, 0.2], [0, 1, 0, 0]];

    [Fact]
    public void Should_Keep_More_Where_Usage_Is_Even_When_Adaptive()
    {
        var chosen = DominantExperts.Choose(Uneven, 2);
        Assert.Equal([0], chosen[0]);
        Assert.Equal([1, 0, 2, 3], chosen[1]);
        Assert.Equal([1], chosen[2]);
    }

    [Fact]
    public void Should_Keep_Exactly_The_Budget_When_Frequencies_Tie()
    {
        var flat = Enumerable.Range(0, 3).Select(_ => new[] { 0.25, 0.25, 0.25, 0.25 }).ToArray();
        var chosen = DominantExperts.Choose(flat, 2);
        Assert.Equal(6, chosen.Sum(layer => layer.Count));
        Assert.Equal([0, 1, 2, 3], chosen[0]);
        Assert.Equal([0], chosen[1]);
        Assert.Equal(3, DominantExperts.Choose(flat, 2, ExpertBudgetRule.AdaptiveStrict).Sum(layer => layer.Count));
    }

    [Fact]
    public void Should_Keep_One_Of_Each_Layer_When_The_Budget_Is_Smallest()
    {
        Assert.All(DominantExperts.Choose(Uneven, 1), layer => Assert.Single(layer));
        Assert.Equal([0, 1, 1], DominantExperts.Choose(Uneven, 1).Select(layer => layer[0]));
    }

    [Fact]
    public void Should_Keep_Everything_When_The_Budget_Is_Largest()
    {
        Assert.All(DominantExperts.Choose(Uneven, 4), layer => Assert.Equal(4, layer.Count));
        Assert.All(DominantExperts.Choose(Uneven, 4, ExpertBudgetRule.AdaptiveStrict), layer => Assert.Equal(4, layer.Count));
    }

    [Fact]
    public void Should_Keep_The_Most_Used_Of_Each_Layer_When_Uniform()
    {
        Assert.All(DominantExperts.Choose(Uneven, 2, ExpertBudgetRule.Uniform), layer => Assert.Equal(2, layer.Count));
        Assert.Equal([1, 0], DominantExperts.Choose(Uneven, 2, ExpertBudgetRule.Uniform)[1]);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(4.5)]
    [InlineData(double.NaN)]
    public void Should_Refuse_When_The_Budget_Does_Not_Fit(double average) =>
        Assert.Throws<ArgumentException>(() => DominantExperts.Choose(Uneven, average));

    [Fact]
    public void Should_Refuse_When_Frequencies_Are_Not_Shares()
    {
        Assert.Throws<ArgumentException>(() => DominantExperts.Choose([], 1));
        Assert.Throws<ArgumentException>(() => DominantExperts.Choose([[]], 1));
        Assert.Throws<ArgumentException>(() => DominantExperts.Choose([[0.5, double.NaN]], 1));
        Assert.Throws<ArgumentException>(() => DominantExperts.Choose([[2.0]], 1));
    }
}
