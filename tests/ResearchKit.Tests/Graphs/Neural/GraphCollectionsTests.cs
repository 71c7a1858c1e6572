using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using ResearchKit.Permutations;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class GraphCollectionsTests
{
    [Fact]
    public void Should_Generate_Connected_Graphs_That_Are_Not_Isomorphic_When_Asked_For_Some()
    {
        var collection = GraphCollections.MoleculeLike(40, new Seed(3));

        Assert.Equal(40, collection.Graphs.Count);
        Assert.All(collection.Graphs, graph => Assert.InRange(graph.NodeCount, 5, 10));
        Assert.All(collection.Graphs, graph => Assert.InRange(graph.EdgeCount - graph.NodeCount + 1, 0, 3));
        var table = GedTable.Compute(collection.Graphs, EditCosts.Uniform);
        Assert.All(GraphPair.AllOf([.. Enumerable.Range(0, 40)]), pair => Assert.Equal(pair.Source == pair.Target, table[pair] == 0));
    }

    [Fact]
    public void Should_Generate_The_Same_Graphs_When_The_Seed_Is_The_Same() =>
        Assert.Equal(GraphCollections.MoleculeLike(12, new Seed(5), labels: 3).Graphs, GraphCollections.MoleculeLike(12, new Seed(5), labels: 3).Graphs);

    [Fact]
    public void Should_Refuse_When_There_Are_Not_So_Many_Graphs() =>
        Assert.Contains("Only 1 graphs", Assert.Throws<ArgumentException>(() => GraphCollections.MoleculeLike(2, 1, smallest: 2, largest: 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Find_Isomorphic_Graphs_When_They_Are_Renumbered_Or_Look_Alike()
    {
        var distinct = new DistinctGraphs();
        var prism = GraphFamilies.CircularLadder(3);

        Assert.True(distinct.Add(prism));
        Assert.False(distinct.Add(prism.Renumber(new Permutation(new[] { 3, 1, 5, 0, 2, 4 }))));

        // Colour refinement cannot tell K3,3 from the prism.
        Assert.True(distinct.Add(Graph.Unlabelled(6, from i in Enumerable.Range(0, 3) from j in Enumerable.Range(3, 3) select (i, j))));
    }

    [Fact]
    public void Should_Give_Nothing_When_A_Set_Is_Not_On_This_Machine() => Assert.Null(GraphCollections.Find("no-such-set"));

    [Fact]
    public void Should_Refuse_When_A_Name_Leaves_The_Folder() => Assert.Throws<ArgumentException>(() => GraphCollections.Find("../linux"));

    [Theory]
    [InlineData(90, 54, 18, 18)]
    [InlineData(89, 53, 17, 19)]
    [InlineData(5, 3, 1, 1)]
    public void Should_Split_Every_Graph_Once_When_Splitting(int graphs, int train, int validation, int test)
    {
        var split = GraphSplit.Random(graphs, new Seed(1));

        Assert.Equal((train, validation, test), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(Enumerable.Range(0, graphs), split.Train.Concat(split.Validation).Concat(split.Test).Order());
    }

    [Fact]
    public void Should_Refuse_A_Split_When_A_Part_Stays_Empty() => Assert.Throws<ArgumentException>(() => GraphSplit.Random(3, 0));

    [Fact]
    public void Should_Take_Each_Unordered_Pair_Once_When_Pairing() =>
        Assert.Equal([new(4, 4), new(4, 2), new(4, 7), new(2, 2), new(2, 7), new(7, 7)], GraphPair.AllOf([4, 2, 7]));
}
