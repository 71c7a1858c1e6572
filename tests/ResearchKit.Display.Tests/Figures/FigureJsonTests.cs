using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Display.Tests;

public class FigureJsonTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Should_Write_JSON_As_Expected()
    {
        using var session = Displays.RouteSession(new RecordingSink());
        Figure[] figures =
        [
            new Figure("lines").X("step").Y("loss", "nats", AxisScale.Log).Line([1, 2, 3], [0.5, double.NaN, 0.25], "a", spread: [0.1, 0.1, 0.1]).HorizontalLine(0.1, "bound"),
            new Figure("bars").Bars(["p", "q"], [1.5, 2], "a").Bars(["q", "r"], [3.0, 4], "b", spread: [0.5, 1]),
            new Figure("map").HeatMap(new[,] { { 1.0, double.PositiveInfinity } }, new HeatMapOptions { ColumnNames = ["u", "v"], RowNames = ["w"], ValueDigits = 2 }),
            Figure.Grid("panels", 2, Gallery.Network("net", false).WithTitle("before"), new Figure("hist").X("x").Histogram([1.0, 1, 2], "h", bins: 2).WithTitle("counts")),
        ];
        Expect.Text("figures.json", string.Join("\n", figures.Select(figure => JsonNode.Parse(figure.ToJson())!.ToJsonString(Indented))));
    }

    [Fact]
    public void Should_Leave_Gaps_When_Numbers_Are_Not_Finite()
    {
        var y = Trace(new Figure("f").Line([0, 1, 2, 3], [1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity], "a"))["y"]!;
        Assert.Equal("[1,null,null,null]", y.ToJsonString());
    }

    [Fact]
    public void Should_Close_One_Outline_For_Each_Run_When_A_Band_Has_Gaps()
    {
        var band = Trace(new Figure("f").Band([0, 1, 2, 3], [0.0, 1, double.NaN, 3], [1.0, 2, 3, 4], "b"));
        Assert.Equal("[0,1,1,0,null,3,3]", band["x"]!.ToJsonString());
        Assert.Equal("[1,2,1,0,null,4,3]", band["y"]!.ToJsonString());
    }

    [Fact]
    public void Should_Count_Each_Value_Once_When_Histograms_Share_Bins()
    {
        var figure = new Figure("f").Histogram([0, 1, 2, 3, 4], "a", bins: 2).Histogram([4f, float.NaN], "b", bins: 4);
        var data = JsonNode.Parse(figure.ToJson())!["data"]!;

        Assert.Equal("[0,0,1,1,2,2,3,3,4,4]", data[0]!["x"]!.ToJsonString());
        Assert.Equal("[0,1,1,1,1,1,1,2,2,0]", data[0]!["y"]!.ToJsonString());
        Assert.Equal("[0,0,0,0,0,0,0,1,1,0]", data[1]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Should_Draw_When_A_Histogram_Is_Empty_Or_Constant()
    {
        Assert.Equal("[0,0,0,0]", Trace(new Figure("f").Histogram(Array.Empty<double>(), "a", bins: 1))["y"]!.ToJsonString());
        var constant = Trace(new Figure("f").Histogram([3, 3], "a", bins: 1));
        Assert.Equal("[2.5,2.5,3.5,3.5]", constant["x"]!.ToJsonString());
        Assert.Equal("[0,2,2,0]", constant["y"]!.ToJsonString());
    }

    [Fact]
    public void Should_Take_Any_Number_Type()
    {
        var figure = new Figure("f").Line([1, 2], [0.5f, 1f], "floats").Line([1L, 2L], [(Half)1, (Half)2], "halves").Scatter([1m, 2m], [1u, 2u], "others");
        Assert.Equal(3, JsonNode.Parse(figure.ToJson())!["data"]!.AsArray().Count);
    }

    [Fact]
    public void Should_Draw_Mean_And_Spread_When_Given_Measurements()
    {
        Measurement[] several = [new(1, 3), new(2.0)];
        Measurement[] single = [new(1.0), new(2.0)];
        var bars = Trace(new Figure("f").Bars(["p", "q"], several, "a"));

        Assert.Equal("[2,2]", bars["y"]!.ToJsonString());
        Assert.Equal("[1.414214,null]", bars["error_y"]!["array"]!.ToJsonString());
        Assert.Equal(2, JsonNode.Parse(new Figure("f").Line([0, 1], several, "a").ToJson())!["data"]!.AsArray().Count);
        Assert.Single(JsonNode.Parse(new Figure("f").Line([0, 1], single, "a").ToJson())!["data"]!.AsArray());
        Assert.Null(Trace(new Figure("f").Scatter([0, 1], single, "a"))["error_y"]);
    }

    [Fact]
    public void Should_Add_A_Line_For_Each_Name_When_Given_Several()
    {
        var figure = new Figure("f").Lines([0.0, 1], ("a", [1.0, 2]), ("b", [3.0, 4]));
        Assert.Equal(["a", "b"], JsonNode.Parse(figure.ToJson())!["data"]!.AsArray().Select(trace => (string?)trace!["name"]));
    }

    [Fact]
    public void Should_Not_Change_The_Figure_It_Starts_From()
    {
        var start = new Figure("f").Line([1], [1], "a");
        var before = start.ToJson();
        _ = start.Line([1], [2], "b").X("x").HorizontalLine(1).WithTitle("t").WithSize(300, 300);
        Assert.Equal(before, start.ToJson());
    }

    [Fact]
    public void Should_Not_Change_When_The_Matrix_It_Was_Given_Does()
    {
        var matrix = new double[,] { { 1 } };
        var figure = new Figure("f").HeatMap(matrix);
        matrix[0, 0] = 9;
        Assert.Equal("[[1]]", Trace(figure)["z"]!.ToJsonString());
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<b>bold</b> & <a href='javascript:x'>y</a>")]
    public void Should_Show_Text_As_It_Stands_When_It_Holds_Tags(string hostile)
    {
        var json = new Figure(hostile).X(hostile).Y(hostile, hostile).Scatter([1], [1], hostile, labels: [hostile]).Note(1, 1, hostile).HorizontalLine(1, hostile).WithTitle(hostile).ToJson();
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.DoesNotContain("<", (string?)JsonNode.Parse(json)!["data"]![0]!["name"], StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Put_The_Top_Colour_At_The_Ceiling_When_Heights_Go_Beyond()
    {
        var trace = Trace(new Figure("f").Contour([0, 1], [0, 1], new[,] { { 1, 10.0 }, { 100, double.PositiveInfinity } }, new ContourOptions { Scale = AxisScale.Log, Ceiling = 10 }));
        Assert.Equal(1, (double)trace["zmax"]!);
        Assert.Equal("[[0,1],[2,2]]", trace["z"]!.ToJsonString());
    }

    [Fact]
    public void Should_Label_Even_Steps_When_Log_Heights_Span_Less_Than_A_Decade()
    {
        var trace = Trace(new Figure("f").Contour([0, 1], [0, 1], new[,] { { 0.32, 0.4 }, { 0.5, 0.81 } }, new ContourOptions { Scale = AxisScale.Log }));
        Assert.Equal("""["0.4","0.5","0.6","0.7","0.8"]""", trace["colorbar"]!["ticktext"]!.ToJsonString());
    }

    [Fact]
    public void Should_Carry_Name_Size_And_Summary_In_The_Bundle()
    {
        var bundle = new Figure("main").Line([1], [1], "a").WithSize(500, 300).WithSummary("flat\nline").ToBundle();

        Assert.Equal([MimeTypes.Plotly, MimeTypes.Text], bundle.Data.Keys);
        Assert.Equal("flat line", bundle.Text);
        Assert.Equal("""{"name":"main","summary":"flat line"}""", bundle.Metadata["researchkit"]);
        Assert.Equal(500, (int)JsonNode.Parse(bundle.Data[MimeTypes.Plotly])!["layout"]!["width"]!);
    }

    [Fact]
    public void Should_Say_What_Is_Plotted_In_One_Line()
    {
        Assert.Equal("Figure f: loss (nats) against step. a: 2 points, 0.500 to 1.00; b: no points", new Figure("f").X("step").Y("loss", "nats").Line([1, 2], [0.5, 1], "a").Line(Array.Empty<int>(), Array.Empty<int>(), "b").Summary);
        Assert.All(Gallery.All(), figure => Assert.DoesNotContain('\n', figure.Summary));
    }

    private static JsonObject Trace(Figure figure) => JsonNode.Parse(figure.ToJson())!["data"]![0]!.AsObject();
}
