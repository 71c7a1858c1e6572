using ResearchKit.Experts;

namespace ResearchKit.Tests.Experts;

public sealed class ExpertGroupsTests
{
    private static readonly double[,] Similarity =
    {
        { 1.0, 0.9, 0.1, 0.5, 0.2 },
        { 0.9, 1.0, 0.3, 0.4, 0.1 },
        { 0.1, 0.3, 1.0, 0.5, 0.8 },
        { 0.5, 0.4, 0.5, 1.0, 0.3 },
        { 0.2, 0.1, 0.8, 0.3, 1.0 },
    };

    [Fact]
    public void Should_Join_The_Most_Similar_Dominant_When_Grouped()
    {
        var groups = ExpertGroups.Around(Similarity, [2, 0]);
        Assert.Equal([1, 1, 0, 0, 0], groups.GroupOf); // expert 3 is equally like both: the one named first
        Assert.Equal([2, 0], groups.Representatives);
        Assert.Equal([0, 0, 2, 2, 2], groups.RepresentativeOf);
        Assert.Equal([[2, 3, 4], [0, 1]], groups.Members);
    }

    [Fact]
    public void Should_Pass_Full_Groups_Over_When_Capacity_Is_Limited()
    {
        var groups = ExpertGroups.Around(Similarity, [0, 2, 3], capacity: 2);
        Assert.All(groups.Members, group => Assert.InRange(group.Count, 1, 2));
        Assert.Equal([0, 0, 1, 2, 1], groups.GroupOf);
        Assert.Throws<ArgumentException>(() => ExpertGroups.Around(Similarity, [0, 2], capacity: 2));
    }

    [Fact]
    public void Should_Give_Every_Group_A_Member_And_Differ_In_Size_When_Random()
    {
        var groups = ExpertGroups.Random(10, 4, 3);
        Assert.All(groups.Members, group => Assert.NotEmpty(group));
        Assert.Contains(Enumerable.Range(0, 20), seed => ExpertGroups.Random(16, 4, seed).Members.Max(group => group.Count) > 4);
        Assert.Equal(groups.GroupOf, ExpertGroups.Random(10, 4, 3).GroupOf);
        Assert.NotEqual(groups.GroupOf, ExpertGroups.Random(10, 4, 4).GroupOf);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertGroups.Random(3, 4, 0));
    }

    [Fact]
    public void Should_Measure_Purity_When_Labels_Are_Known()
    {
        var groups = new ExpertGroups([0, 0, 0, 1, 1]);
        Assert.Equal(1, groups.Purity([4, 4, 4, 7, 7]));
        Assert.Equal(0.8, groups.Purity([4, 4, 7, 7, 7]), 1e-12);
        Assert.Throws<ArgumentException>(() => groups.Purity([1]));
    }

    [Fact]
    public void Should_Refuse_When_Groups_Are_Not_A_Partition()
    {
        Assert.Throws<ArgumentException>(() => new ExpertGroups([]));
        Assert.Throws<ArgumentException>(() => new ExpertGroups([0, 2]));
        Assert.Throws<ArgumentException>(() => new ExpertGroups([0, -1]));
        Assert.Throws<ArgumentException>(() => new ExpertGroups([0, 1], [1, 0]));
        Assert.Throws<ArgumentException>(() => ExpertGroups.Around(Similarity, []));
        Assert.Throws<ArgumentException>(() => ExpertGroups.Around(Similarity, [1, 1]));
        Assert.Throws<ArgumentException>(() => ExpertGroups.Around(new double[2, 3], [0]));
        Assert.Throws<ArgumentException>(() => ExpertGroups.Around(new double[,] { { double.NaN } }, [0]));
    }
}
