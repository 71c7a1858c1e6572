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

    [Fact]
    public void Should_Put_A_Word_Under_Its_Line_When_Another_Line_Is_Near_Above()
    {
        var apart = Words(new Figure("f").Line([0, 1], [0, 10], "a").HorizontalLine(2, "low").HorizontalLine(8, "high"));
        var near = Words(new Figure("f").Line([0, 1], [0, 10], "a").HorizontalLine(8, "high").HorizontalLine(7.5, "low"));
        var log = Words(new Figure("f").Y("y", scale: AxisScale.Log).Line([0, 1], [1, 1e6], "a").HorizontalLine(10, "low").HorizontalLine(20, "high"));

        Assert.Equal(["bottom", "bottom"], apart);
        Assert.Equal(["bottom", "top"], near);
        Assert.Equal(["top", "bottom"], log);

        static string[] Words(Figure figure) => [.. Json(figure)["layout"]!["annotations"]!.AsArray().Select(word => word!["yanchor"]!.GetValue<string>())];
    }

    [Fact]
    public void Should_Number_The_Points_When_A_Log_Axis_Is_Short()
    {
        static JsonNode Axis(params double[] x) => Json(new Figure("f").X("x", scale: AxisScale.Log).Line(x, x, "a"))["layout"]!["xaxis"]!;

        Assert.Equal("""["0.5","1","3"]""", Axis(0.5, 1, 3)["ticktext"]!.ToJsonString());
        Assert.Null(Axis(0.5, 1, 3)["dtick"]);
        Assert.Null(Axis(1, 10, 1000)["ticktext"]);
        Assert.Null(Axis([.. Enumerable.Range(1, 9).Select(i => (double)i)])["ticktext"]);
        Assert.Null(Json(new Figure("f").X("x").Line([0.5, 1], [0.5, 1], "a"))["layout"]!["xaxis"]!["ticktext"]);
    }

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.ToJson())!;

    private static double Right(JsonNode figure) => figure["layout"]!["margin"]!["r"]!.GetValue<double>();

    private static string[] Legend(Figure figure) =>
        [.. Json(figure)["data"]!.AsArray().Where(trace => trace!["showlegend"]?.GetValue<bool>() == true).Select(trace => trace!["name"]!.GetValue<string>())];
}
