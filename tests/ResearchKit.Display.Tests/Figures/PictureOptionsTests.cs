using System.Text.Json.Nodes;

namespace ResearchKit.Display.Tests;

public class PictureOptionsTests
{
    private static readonly GraphNode[] Nodes = [new("a", 0, 0), new("b", 1, 0), new("c", 1, 1)];
    private static readonly GraphEdge[] Edges = [new("a", "b", 2), new("a", "c", -1)];

    [Fact]
    public void Should_Leave_The_Scale_Of_Colours_Out_And_Its_Room_When_Asked()
    {
        var with = Json(new Figure("map").HeatMap(new double[,] { { 1, 2 } }));
        var without = Json(new Figure("map").HeatMap(new double[,] { { 1, 2 } }, new HeatMapOptions { ColorBar = false }));

        Assert.Null(with["data"]![0]!["showscale"]);
        Assert.False(without["data"]![0]!["showscale"]!.GetValue<bool>());
        Assert.True(Right(without) < Right(with));
    }

    [Fact]
    public void Should_Hide_Both_Axes_And_Keep_The_First_Row_At_The_Top()
    {
        var layout = Json(new Figure("map").HeatMap(new double[,] { { 1, 2 }, { 3, 4 } }).WithoutAxes())["layout"]!;

        Assert.False(layout["xaxis"]!["visible"]!.GetValue<bool>());
        Assert.False(layout["yaxis"]!["visible"]!.GetValue<bool>());
        Assert.Equal("reversed", layout["yaxis"]!["autorange"]!.GetValue<string>());
    }

    [Fact]
    public void Should_Name_Edges_In_The_Legend_As_Told()
    {
        Assert.Equal(["positive weight", "negative weight"], Legend(Figure.Graph("g", Nodes, Edges)));
        Assert.Equal(["kept", "a &lt; b"], Legend(Figure.Graph("g", Nodes, Edges, new GraphOptions { PositiveName = "kept", NegativeName = "a < b" })));
        Assert.Equal(["kept"], Legend(Figure.Graph("g", Nodes, Edges, new GraphOptions { PositiveName = "kept", NegativeName = "" })));
    }

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.ToJson())!;

    private static double Right(JsonNode figure) => figure["layout"]!["margin"]!["r"]!.GetValue<double>();

    private static string[] Legend(Figure figure) =>
        [.. Json(figure)["data"]!.AsArray().Where(trace => trace!["showlegend"]?.GetValue<bool>() == true).Select(trace => trace!["name"]!.GetValue<string>())];
}
