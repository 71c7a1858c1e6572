using ResearchKit.Merging.PartialMatching;
using ResearchKit.Permutations;

namespace ResearchKit.Tests.Merging.PartialMatching;

public sealed class PartialAlignmentTests
{
    [Fact]
    public void Should_Keep_The_Best_Pairs_With_Ties_By_Index()
    {
        var match = new UnitMatch(new Permutation([3, 0, 2, 1]), [1, 2, 1, 2]);
        var half = match.Keep(0.25); // three of four
        Assert.Equal([0, 1, 3], half.MergedA.ToArray());
        Assert.Equal([3, 0, 1], half.MergedB.ToArray());
        Assert.Equal([2], half.OnlyA.ToArray());
        Assert.Equal([2], half.OnlyB.ToArray());
        Assert.Equal(5, half.Width);
        Assert.Equal(0.25, half.SeparateShare);
        Assert.Equal(half, new PartialGroup(4, 4, [(3, 1), (1, 0), (0, 3)]));
        Assert.NotEqual(half, match.Keep(0.5));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 6)]
    [InlineData(1, 8)]
    public void Should_Have_The_Width_Of_Its_Ratio(double ratio, int width) =>
        Assert.Equal(width, new UnitMatch(Permutation.Identity(4), [0, 0, 0, 0]).Keep(ratio).Width);

    [Fact]
    public void Should_Count_Units_When_Networks_Have_Different_Widths()
    {
        var group = new PartialGroup(2, 5, [(1, 4), (0, 2)]);
        Assert.Equal([4], group.MergedB.ToArray()[1..]);
        Assert.Equal([0, 1, 3], group.OnlyB.ToArray());
        Assert.Equal(5, group.Width);
        Assert.Equal(0, group.SeparateShare);
        Assert.Equal(1, PartialGroup.Separate(2, 5).SeparateShare);
    }

    [Fact]
    public void Should_Refuse_Pairs_That_Share_A_Unit()
    {
        Assert.Throws<ArgumentException>(() => new PartialGroup(2, 2, [(0, 1), (1, 1)]));
        Assert.Throws<ArgumentException>(() => new PartialGroup(2, 2, [(0, 2)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PartialGroup(0, 2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnitMatch(Permutation.Identity(2), [0, 0]).Keep(1.5));
    }
}
