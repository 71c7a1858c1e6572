using System.Text.Json.Nodes;

namespace ResearchKit.Display.Tests;

public class FigureFramesTests
{
    private static readonly Figure Still = new Figure("f").Line([0, 1], [0, 1], "a");

    public static TheoryData<string, Action> Mistakes => new()
    {
        { "0 frames", () => Figure.Frames("g", "t", Array.Empty<int>(), _ => Still) },
        { "201 frames", () => Figure.Frames("g", "t", Enumerable.Range(0, 201), _ => Still) },
        { "frame 1 is null", () => Figure.Frames("g", "t", [0, 1], i => i == 0 ? Still : null!) },
        { "slider of its own", () => Figure.Frames("g", "t", [0], _ => Figure.Frames("h", "t", [0], _ => Still)) },
        { "frame 1 has 2 panels in 2 columns, frame 0 has 0", () => Figure.Frames("g", "t", [0, 1], i => i == 0 ? Still : Figure.Grid("p", 2, Still, Still)) },
        { "frame 2, but the frames are 0 to 1", () => Figure.Frames("g", "t", [0, 1], _ => Still, new FrameOptions { First = 2 }) },
        { "frame -1", () => Figure.Frames("g", "t", [0, 1], _ => Still, new FrameOptions { Still = [0, -1] }) },
        { "positive time", () => Figure.Frames("g", "t", [0], _ => Still, new FrameOptions { Duration = TimeSpan.Zero }) },
        { "has a slider", () => Figure.Grid("g", 1, Figure.Frames("h", "t", [0], _ => Still)) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Should_Say_What_Was_Given_And_Expected(string part, Action mistake) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(mistake).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Refuse_Series_And_Marks_When_Made_Of_Frames()
    {
        var frames = Figure.Frames("g", "t", [0], _ => Still);
        Assert.Throws<InvalidOperationException>(() => frames.Line([1], [1], "a"));
        Assert.Throws<InvalidOperationException>(() => frames.HorizontalLine(1));
    }

    [Fact]
    public void Should_Have_A_Step_And_A_Frame_For_Each_Value()
    {
        var json = Json(Figure.Frames("g", "t", [0.0, 0.1 + 0.2, 1e-7], _ => Still, new FrameOptions { Unit = "s", First = 1 }));
        var slider = json["layout"]!["sliders"]![0]!;

        Assert.Equal(["0", "0.3", "1E-07"], slider["steps"]!.AsArray().Select(step => (string?)step!["label"]));
        Assert.Equal(["0", "1", "2"], json["frames"]!.AsArray().Select(frame => (string?)frame!["name"]));
        Assert.Equal("t = ", (string?)slider["currentvalue"]!["prefix"]);
        Assert.Equal(" s", (string?)slider["currentvalue"]!["suffix"]);
        Assert.Equal(1, (int)slider["active"]!);
    }

    [Fact]
    public void Should_Write_Only_What_Changes_Into_The_Frames()
    {
        var frames = Json(Figure.Frames("g", "t", [0, 1, 2], i => Still.Scatter([i], [0.5], "dot")))["frames"]!.AsArray();
        Assert.All(frames, frame => Assert.Equal("[1]", frame!["traces"]!.ToJsonString()));
        Assert.Equal(["""[{"x":[0]}]""", """[{"x":[1]}]""", """[{"x":[2]}]"""], frames.Select(frame => frame!["data"]!.ToJsonString()));
    }

    [Fact]
    public void Should_Have_The_Same_Axes_In_All_Frames_When_The_Data_Grow()
    {
        var json = Json(Figure.Frames("g", "t", [1, 2, 4], i => new Figure("f").Y("y", scale: AxisScale.Log).Line([0, 1], [1, Math.Pow(10, i)], "a")));
        var range = json["layout"]!["yaxis"]!["range"]!;

        Assert.Equal(-0.1, (double)range[0]!, 1e-6);
        Assert.Equal(2.1, (double)range[1]!, 1e-6);
        Assert.Null(json["layout"]!["xaxis"]!["range"]);
        Assert.All(json["frames"]!.AsArray(), frame => Assert.Empty(frame!["layout"]!.AsObject()));
    }

    [Fact]
    public void Should_Have_The_Same_Colours_And_Bins_In_All_Frames()
    {
        var maps = Json(Figure.Frames("g", "t", [1, 2], i => new Figure("f").HeatMap(new double[,] { { i, 10 * i } })));
        var hills = Json(Figure.Frames("g", "t", [1, 2], i => new Figure("f").Contour([0, 1], [0], new double[,] { { i, 10 * (i + 1) } })));
        var counts = Json(Figure.Frames("g", "t", [1, 2], i => new Figure("f").Histogram([2.0 * i, 2 * i, 3], "h", bins: 2)));

        Assert.Equal((0, 10), ((int)maps["data"]![0]!["zmin"]!, (int)maps["data"]![0]!["zmax"]!));
        Assert.Equal((0, 20), ((int)hills["data"]![0]!["zmin"]!, (int)hills["data"]![0]!["zmax"]!));
        Assert.Equal("[0,0,1.5,1.5,3,3]", counts["data"]![0]!["x"]!.ToJsonString());
        Assert.Equal("""[{"y":[0,2,2,1,1,0]}]""", counts["frames"]![0]!["data"]!.ToJsonString());
    }

    [Fact]
    public void Should_Hide_What_A_Frame_Lacks()
    {
        var frames = Json(Figure.Frames("g", "t", [0, 1], i => i == 0 ? Still : Still.Line([0, 1], [1, 0], "b").Note(0, 0, "p")));
        var line = frames["data"]![1]!;

        Assert.False((bool)line["visible"]!);
        Assert.Equal("scatter", (string?)line["type"]);
        Assert.True((bool)frames["frames"]![1]!["data"]![0]!["visible"]!);
        Assert.False((bool)frames["layout"]!["annotations"]![0]!["visible"]!);
        Assert.True((bool)frames["frames"]![1]!["layout"]!["annotations"]![0]!["visible"]!);
    }

    [Fact]
    public void Should_Give_A_Key_One_Colour_In_All_Frames()
    {
        using var session = Displays.RouteSession(new RecordingSink());
        var json = Json(Figure.Frames("g", "t", [0, 1], i => i == 0 ? new Figure("f").Line([0], [0], "a").Line([0], [0], "b") : new Figure("f").Line([0], [0], "b").Line([0], [0], "c")));
        var colors = json["frames"]!.AsArray().Select(frame => frame!["data"]!.AsArray().Select(trace => (string?)trace!["name"] + (string?)trace["line"]!["color"]).ToList()).ToList();

        Assert.Equal(colors[0][1][1..], colors[1][0][1..]);
        Assert.Equal(3, colors.SelectMany(names => names).Distinct().Count());
    }

    [Fact]
    public void Should_Say_In_One_Line_What_Moves()
    {
        Assert.Equal("Figure g: 2 frames, t = 0 s to t = 5 s; at t = 0 s: a: 2 points, 0.00 to 1.00", Figure.Frames("g", "t", [0, 5], _ => Still, new FrameOptions { Unit = "s" }).Summary);
        Assert.Equal("Own.", Figure.Frames("g", "t", [0, 5], _ => Still).WithSummary("Own.").Summary);
    }

    [Fact]
    public void Should_Stand_Still_As_Four_Frames_Side_By_Side()
    {
        var still = Json(Figure.Frames("g", "t", Enumerable.Range(0, 11), _ => Still).Still);
        Assert.Equal(["(a) t = 0", "(b) t = 3", "(c) t = 7", "(d) t = 10"], Titles(still));
        Assert.Null(still["layout"]!["sliders"]);
    }

    [Fact]
    public void Should_Stand_Still_As_The_Chosen_Frames()
    {
        Assert.Equal(["t = 1"], Titles(Json(Figure.Frames("g", "t", [0, 1], _ => Still, new FrameOptions { Still = [1] }).Still)));
        var panels = Figure.Frames("g", "t", [0, 1], _ => Figure.Grid("p", 2, Still.WithTitle("one"), Still), new FrameOptions { First = 1 });
        Assert.Equal(["(a) t = 1: one", "(b) "], Titles(Json(panels.Still)));
        Assert.Equal((960, 400), (panels.Still.Width, panels.Still.Height));
        Assert.Equal(400 + FrameControls.Height, panels.Height);
    }

    [Fact]
    public void Should_Show_Words_Of_The_Slider_As_They_Stand_When_They_Hold_Tags()
    {
        var json = Figure.Frames("g", "<b>", ["<i>"], _ => Still, new FrameOptions { Unit = "<u>" }).ToJson();
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.Equal("&lt;i&gt;", (string?)JsonNode.Parse(json)!["layout"]!["sliders"]![0]!["steps"]![0]!["label"]);
    }

    [Fact]
    public void Should_Take_No_Container_Away_When_Edges_And_Nodes_Come_And_Go()
    {
        GraphNode[] nodes = [new("a", 0, 0), new("b", 1, 0, null, "key"), new("c", 1, 1)];
        Figure Frame(int i) => Figure.Graph("g", i == 0 ? nodes[..1] : nodes, i == 0 ? [] : [new("a", "b", 1, "new"), new("a", "c", i == 1 ? -1 : 2)]).Note(0, 0, $"{i}");
        var frames = Json(Figure.Frames("g", "t", [0, 1, 2], Frame))["frames"]!.AsArray();

        // plotly.js looks into these without asking whether they are there.
        string[] containers = ["line", "marker", "textfont"];
        Assert.All(frames.SelectMany(frame => frame!["data"]!.AsArray()), trace => Assert.All(containers, key => Assert.False(trace!.AsObject().TryGetPropertyValue(key, out var value) && value is null, $"'{key}' is null in {trace}")));
    }

    private static IEnumerable<string> Titles(JsonNode still) =>
        still["layout"]!["annotations"]!.AsArray().Select(note => ((string)note!["text"]!).Replace("<b>", string.Empty, StringComparison.Ordinal).Replace("</b>", string.Empty, StringComparison.Ordinal));

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.ToJson())!;
}
