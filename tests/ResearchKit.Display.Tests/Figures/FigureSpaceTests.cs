using System.Text.Json.Nodes;

namespace ResearchKit.Display.Tests;

public class FigureSpaceTests
{
    private static readonly double[,] Hill = { { 1, 10 }, { 100, double.PositiveInfinity } };

    public static TheoryData<string, Action> Mistakes => new()
    {
        { "2 by 2, its rows are labelled with 1", () => new Figure("f").Surface([0, 1], [0], Hill) },
        { "elevation 91", () => new Figure("f").Surface([0, 1], [0, 1], Hill, new SurfaceOptions { Elevation = 91 }) },
        { "ceiling 0", () => new Figure("f").Surface([0, 1], [0, 1], Hill, new SurfaceOptions { Scale = AxisScale.Log, Ceiling = 0 }) },
        { "samples has 1 values, expected 2", () => new Figure("f").Boxes(["p", "q"], [[1.0]], "a") },
    };

    public static TheoryData<string, Action> Mixtures => new()
    {
        { "Figure.Grid", () => new Figure("f").Line([0], [0], "a").Surface([0, 1], [0, 1], Hill) },
        { "Figure.Grid", () => new Figure("f").Surface([0, 1], [0, 1], Hill).Scatter([0], [0], "a") },
        { "drawn in a plane", () => new Figure("f").HorizontalLine(1).Surface([0, 1], [0, 1], Hill) },
        { "lines need a plane", () => new Figure("f").Surface([0, 1], [0, 1], Hill).VerticalLine(1) },
        { "lines need a plane", () => Figure.Table("f", new Table("a")).NamedPoint(0, 0, "p") },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Should_Say_What_Was_Given_And_Expected(string part, Action mistake) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(mistake).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Should_Refuse_What_Does_Not_Share_A_Space(string part, Action mistake) =>
        Assert.Contains(part, Assert.Throws<InvalidOperationException>(mistake).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Cut_A_Surface_At_The_Ceiling_And_Lift_Words_Onto_It()
    {
        var json = Json(new Figure("f").X("x", "m").Surface([0, 1], [0, 1], Hill, new SurfaceOptions { HeightLabel = "loss", Scale = AxisScale.Log, Ceiling = 10 }).NamedPoint(0.9, 0.1, "p"));
        var scene = json["layout"]!["scene"]!;

        Assert.Equal("[[0,1],[1,1]]", json["data"]![0]!["z"]!.ToJsonString());
        Assert.Equal("[1]", json["data"]![1]!["z"]!.ToJsonString());
        Assert.Equal("p", (string?)scene["annotations"]![0]!["text"]);
        Assert.Equal(("x (m)", "loss"), ((string?)scene["xaxis"]!["title"]!["text"], (string?)scene["zaxis"]!["title"]!["text"]));
        Assert.Contains("10", scene["zaxis"]!["ticktext"]!.AsArray().Select(tick => (string?)tick));
    }

    [Fact]
    public void Should_Draw_When_A_Surface_Is_Flat_Or_Holds_No_Number()
    {
        Assert.Equal("[0.97,1.03]", Json(new Figure("f").Surface([0], [0], new double[,] { { 1 } }))["layout"]!["scene"]!["zaxis"]!["range"]!.ToJsonString());
        Assert.Equal("[[null]]", Json(new Figure("f").Surface([0], [0], new double[,] { { double.NaN } }))["data"]![0]!["z"]!.ToJsonString());
    }

    [Fact]
    public void Should_Share_The_Scale_Of_Surfaces_In_All_Frames()
    {
        var json = Json(Figure.Frames("g", "t", [1, 2], i => new Figure("f").Surface([0], [0, 1], new double[,] { { 0 }, { 10 * (i + 1) } })));
        Assert.Equal(20, (int)json["data"]![0]!["cmax"]!);
        Assert.Equal(["""[{"z":[[0],[10]]}]""", """[{"z":[[0],[20]]}]"""], json["frames"]!.AsArray().Select(frame => frame!["data"]!.ToJsonString()));
    }

    [Fact]
    public void Should_Stack_Bars_Upon_Those_Of_The_Same_Stack()
    {
        var data = Json(Gallery.Stacks())["data"]!;
        Assert.Equal("[0,0]", data[0]!["base"]!.ToJsonString());
        Assert.Equal("[3,1]", data[1]!["base"]!.ToJsonString());
        Assert.Equal("[0,0.5]", data[3]!["base"]!.ToJsonString());
        Assert.Equal(["before", "before", "after", "after"], data.AsArray().Select(bars => (string?)bars!["offsetgroup"]));
    }

    [Fact]
    public void Should_Leave_Out_Of_A_Box_What_Is_Not_Finite_And_Show_Few_Values_One_By_One()
    {
        var few = Json(new Figure("f").Boxes(["p", "q"], [[1.0, double.NaN], []], "a"))["data"]![0]!;
        Assert.Equal("""["p","p"]""", few["x"]!.ToJsonString());
        Assert.Equal("[1,null]", few["y"]!.ToJsonString());
        Assert.Equal("all", (string?)few["boxpoints"]);
        Assert.Equal("outliers", (string?)Json(new Figure("f").Boxes(["p"], [Enumerable.Range(0, 51)], "a"))["data"]![0]!["boxpoints"]);
    }

    [Fact]
    public void Should_Draw_A_Table_Column_By_Column()
    {
        var json = Json(Figure.Table("f", new Table("n", "<b>").Row(1, "x").Row(20, "&")));
        Assert.Equal("""[["1","20"],["x","&amp;"]]""", json["data"]![0]!["cells"]!["values"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""["right","left"]""", json["data"]![0]!["cells"]!["align"]!.ToJsonString());
        Assert.Equal("<b>&lt;b&gt;</b>", (string?)json["data"]![0]!["header"]!["values"]![1]![0]);
        Assert.Null(json["layout"]!["xaxis"]);
    }

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.ToJson())!;
}
