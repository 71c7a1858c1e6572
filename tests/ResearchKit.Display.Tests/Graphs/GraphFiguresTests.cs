using ResearchKit.Graphs;

namespace ResearchKit.Display.Tests;

public class GraphFiguresTests
{
    private static readonly EditPath Path = GraphEditDistance.Between(GraphFamilies.MoleculeLike(6, 1, 3, 2), GraphFamilies.MoleculeLike(7, 2, 4, 2));

    [Fact]
    public void Should_Draw_Graphs_Matchings_And_Steps()
    {
        Figure[] figures = [GraphFigures.Draw("graph", Path.Source), GraphFigures.Matching("matching", Path), GraphFigures.Steps("steps", Path)];

        Assert.Equal(["graph", "matching", "steps"], figures.Select(figure => figure.Name));
        Assert.All(figures, figure => Assert.NotEmpty(figure.ToDisplayString()));
    }

    [Fact]
    public void Should_Draw_Graphs_Without_Nodes_Or_Edges()
    {
        var empty = GraphFamilies.Path(0);

        Assert.NotNull(GraphFigures.Draw("empty", empty));
        Assert.NotNull(GraphFigures.Draw("one", GraphFamilies.Path(1)));
        Assert.NotNull(GraphFigures.Matching("growth", GraphEditDistance.Between(empty, GraphFamilies.Cycle(4))));
        Assert.NotNull(GraphFigures.Draw("apart", Graph.Unlabelled(5, [])));
    }

    [Fact]
    public void Should_Show_Every_Operation_As_Text_And_Html()
    {
        var (text, html) = (Path.ToDisplayString(), Path.ToDisplayString(MimeTypes.Html));

        Assert.Equal(Path.Operations.Count + 1, text.Split('\n').Length);
        Assert.Equal(Path.Operations.Count, html.Split("<li>").Length - 1);
        Assert.Equal(13, html.Split("<circle").Length - 1);
    }

    [Fact]
    public void Should_Mark_Nodes_When_They_Are_Inserted_Or_Deleted()
    {
        var (small, large) = (GraphFamilies.Path(2), GraphFamilies.Path(3));

        Assert.Contains("\"+", Drawn("growth", small, large), StringComparison.Ordinal);
        Assert.Contains("\"\u2212", Drawn("shrinkage", large, small), StringComparison.Ordinal);
        Assert.DoesNotContain("\"+", Drawn("shrinkage", large, small), StringComparison.Ordinal);
    }

    private static string Drawn(string name, Graph from, Graph to) =>
        System.Text.RegularExpressions.Regex.Unescape(GraphFigures.Matching(name, GraphEditDistance.Between(from, to)).ToDisplayString(MimeTypes.Plotly));

    [Fact]
    public void Should_Keep_Nodes_Apart_When_Stress_Lets_Them_Coincide()
    {
        // A star's leaves and the middle of two joined stars: every leaf is as far from all others.
        var graph = Graph.Unlabelled(11, [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (0, 6), (1, 2), (2, 7), (2, 8), (7, 9), (8, 9), (3, 10)]);
        var places = GraphPlaces.Of(graph);
        var smallest = (from i in Enumerable.Range(0, 11) from j in Enumerable.Range(0, i) select Math.Sqrt(Math.Pow(places[i].X - places[j].X, 2) + Math.Pow(places[i].Y - places[j].Y, 2))).Min();

        Assert.True(smallest > 0.31, $"two nodes are {smallest:0.00} apart");
        Assert.All(places, place => Assert.InRange(Math.Max(Math.Abs(place.X), Math.Abs(place.Y)), 0, 1 + 1e-9));
    }

    [Fact]
    public void Should_Escape_Labels()
    {
        var graph = new Graph([GraphLabel.Of("<x"), GraphLabel.Of("&")], [new LabelledEdge(0, 1)], name: "<script>");

        var html = graph.ToDisplayString(MimeTypes.Html);

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;x", html, StringComparison.Ordinal);
        Assert.Contains("<script>: 2 nodes, 1 edges", graph.ToDisplayString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Place_Neighbours_Closer_Than_Others()
    {
        var graph = GraphFamilies.Path(8);
        var places = GraphPlaces.Of(graph);
        double Distance(int i, int j) => Math.Sqrt(Math.Pow(places[i].X - places[j].X, 2) + Math.Pow(places[i].Y - places[j].Y, 2));

        Assert.All(places, place => Assert.InRange(Math.Max(Math.Abs(place.X), Math.Abs(place.Y)), 0, 1 + 1e-9));
        Assert.True(Distance(0, 7) > 4 * Distance(3, 4));
    }
}
