using ResearchKit.Graphs;
using ResearchKit.Permutations;

namespace ResearchKit.Tests.Graphs;

public sealed class GraphTests
{
    [Fact]
    public void Should_Sort_And_Orient_Edges_When_Undirected()
    {
        var graph = Graph.Unlabelled(3, [(2, 1), (1, 0), (2, 2)]);

        Assert.Equal([(0, 1), (1, 2), (2, 2)], graph.Edges.Select(edge => (edge.Source, edge.Target)));
        Assert.True(graph.HasEdge(1, 0));
        Assert.True(graph.HasEdge(0, 1));
        Assert.True(graph.HasEdge(2, 2));
        Assert.False(graph.HasEdge(0, 2));
    }

    [Fact]
    public void Should_Keep_Direction_When_Directed()
    {
        var graph = Graph.Unlabelled(2, [(1, 0)], isDirected: true);

        Assert.True(graph.HasEdge(1, 0));
        Assert.False(graph.HasEdge(0, 1));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(-1, 0)]
    public void Should_Refuse_An_Edge_That_Leaves_The_Graph(int source, int target)
    {
        var error = Assert.Throws<ArgumentException>(() => Graph.Unlabelled(3, [(source, target)]));

        Assert.Contains($"{source}-{target}", error.Message, StringComparison.Ordinal);
        Assert.Contains("0 to 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_An_Edge_That_Occurs_Twice()
    {
        Assert.Throws<ArgumentException>(() => Graph.Unlabelled(2, [(0, 1), (1, 0)]));
        Assert.Equal(2, Graph.Unlabelled(2, [(0, 1), (1, 0)], isDirected: true).EdgeCount);
    }

    [Fact]
    public void Should_Be_Equal_By_Value_Whatever_The_Order_Of_Edges()
    {
        var one = new Graph([GraphLabel.Of("a"), GraphLabel.Of("b")], [new LabelledEdge(0, 1, GraphLabel.Of("x"))], name: "one");
        var other = new Graph([GraphLabel.Of("a"), GraphLabel.Of("b")], [new LabelledEdge(1, 0, GraphLabel.Of("x"))]);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, new Graph([GraphLabel.Of("b"), GraphLabel.Of("a")], one.Edges));
        Assert.NotEqual(one, new Graph([GraphLabel.Of("a"), GraphLabel.Of("b")], [new LabelledEdge(0, 1)]));
    }

    [Fact]
    public void Should_Return_The_Same_Graph_When_Renumbered_There_And_Back()
    {
        for (var trial = 0; trial < 50; trial++)
        {
            var (graph, _, _) = RandomPairs.Make(trial, 8);
            var order = Permutation.Random(graph.NodeCount, trial);

            var moved = graph.Renumber(order);

            Assert.Equal(graph, moved.Renumber(order.Inverse()));
            Assert.All(graph.Edges, edge => Assert.True(moved.HasEdge(order.Inverse()[edge.Source], order.Inverse()[edge.Target])));
        }
    }

    [Fact]
    public void Should_Drop_Attributes_That_Are_Not_Kept()
    {
        var label = GraphLabel.Of([new("symbol", AttributeValue.Of("C")), new("x", AttributeValue.Of(1.5))]);
        var graph = new Graph([label, label], [new LabelledEdge(0, 1, GraphLabel.Of("1"))]);

        var smaller = graph.KeepAttributes(new HashSet<string> { "symbol" }, new HashSet<string>());

        Assert.Equal("symbol=C", smaller.NodeLabel(0).ToString());
        Assert.Same(GraphLabel.None, smaller.Edges.Single().Label);
    }

    [Fact]
    public void Should_Equal_Labels_Whatever_The_Order_Of_Attributes()
    {
        KeyValuePair<string, AttributeValue>[] attributes = [new("b", AttributeValue.Of(true)), new("a", AttributeValue.Of(2))];

        Assert.Equal(GraphLabel.Of(attributes), GraphLabel.Of(attributes.Reverse()));
        Assert.Equal("a=2, b=true", GraphLabel.Of(attributes).ToString());
        Assert.Equal(2, GraphLabel.Of(attributes).Number("a"));
        Assert.Throws<ArgumentException>(() => GraphLabel.Of([attributes[0], attributes[0]]));
        Assert.Throws<ArgumentException>(() => GraphLabel.Of("x").Number("a"));
        Assert.Throws<ArgumentException>(() => AttributeValue.Of(double.NaN));
        Assert.NotEqual(AttributeValue.Of("1"), AttributeValue.Of(1));
    }

    [Fact]
    public void Should_Give_The_Known_Families()
    {
        Assert.Equal((6, 5), Size(GraphFamilies.Path(6)));
        Assert.Equal((6, 6), Size(GraphFamilies.Cycle(6)));
        Assert.Equal((6, 5), Size(GraphFamilies.Star(5)));
        Assert.Equal((7, 12), Size(GraphFamilies.Wheel(7)));
        Assert.Equal((5, 10), Size(GraphFamilies.Complete(5)));
        Assert.Equal((4, 4), Size(GraphFamilies.CircularLadder(2)));
        Assert.Equal((12, 18), Size(GraphFamilies.CircularLadder(6)));
        Assert.Equal((9, 10), Size(GraphFamilies.MoleculeLike(9, 2, 1)));
        Assert.Equal(GraphFamilies.Random(9, 0.4, 3, 2), GraphFamilies.Random(9, 0.4, 3, 2));
    }

    private static (int, int) Size(Graph graph) => (graph.NodeCount, graph.EdgeCount);
}
