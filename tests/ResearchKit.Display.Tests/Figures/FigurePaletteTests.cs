using System.Text.Json.Nodes;

namespace ResearchKit.Display.Tests;

public class FigurePaletteTests
{
    [Fact]
    public void Should_Give_A_Key_The_Same_Colour_In_Every_Figure_Of_A_Session()
    {
        using var session = Displays.RouteSession(new RecordingSink());
        var first = Colors(new Figure("f").Line([1], [1], "naive").Line([1], [1], "matched"));
        var second = Colors(new Figure("g").Line([1], [1], "matched").Line([1], [1], "other"));

        Assert.Equal(first[1], second[0]);
        Assert.Equal(3, first.Union(second).Count());
    }

    [Fact]
    public void Should_Give_Each_Key_Of_A_Figure_Its_Own_Colour_When_The_Session_Has_More_Keys_Than_Colours()
    {
        using var session = Displays.RouteSession(new RecordingSink());
        Displays.Current.Palette.Reserve([.. Enumerable.Range(0, 9).Select(i => $"k{i}")]);
        var colors = Colors(new Figure("f").Line([1], [1], "k0").Line([1], [1], "k8"));

        Assert.Equal(2, colors.Distinct().Count());
    }

    [Fact]
    public void Should_Tell_Keys_Apart_By_Dashes_When_A_Figure_Has_More_Keys_Than_Colours()
    {
        using var session = Displays.RouteSession(new RecordingSink());
        var figure = Enumerable.Range(0, FigurePalette.ColorCount + 1).Aggregate(new Figure("f"), (f, i) => f.Line([1], [1], $"k{i}"));
        var lines = JsonNode.Parse(figure.ToJson())!["data"]!.AsArray().Select(trace => ((string?)trace!["line"]!["color"], (string?)trace["line"]!["dash"])).ToList();

        Assert.Equal(lines.Count, lines.Distinct().Count());
    }

    [Fact]
    public void Should_Share_A_Colour_When_Two_Series_Share_A_Key()
    {
        var colors = Colors(new Figure("f").Line([1], [1], "train", key: "model").Line([1], [1], "test", key: "model", dash: LineDash.Dashed));
        Assert.Equal(colors[0], colors[1]);
    }

    [Fact]
    public void Should_Keep_Reserved_Order_Whatever_Is_Drawn_First()
    {
        var palette = new FigurePalette();
        palette.Reserve("a", "b");
        Assert.Equal(1, palette.IndexOf("b"));
        Assert.Equal(0, palette.IndexOf("a"));
        Assert.Equal(2, palette.IndexOf("c"));
    }

    [Fact]
    public void Should_Name_A_Series_Once_In_The_Legend_Of_A_Grid()
    {
        var panel = new Figure("p").Line([1], [1], "a", spread: [0.1]).Line([1], [2], "b");
        var shown = JsonNode.Parse(Figure.Grid("g", 2, panel, panel).ToJson())!["data"]!.AsArray().Where(trace => (bool)trace!["showlegend"]!).Select(trace => (string?)trace!["name"]);

        Assert.Equal(["a", "b"], shown);
    }

    [Theory]
    [MemberData(nameof(ColourVision.Kinds), MemberType = typeof(ColourVision))]
    public void Should_Have_Colours_That_Everyone_Can_Tell_Apart(string vision)
    {
        // 2.3 is a difference that is just noticed when two patches touch; lines and dots need several times that.
        const double Distinct = 15;
        var seen = Enumerable.Range(0, FigurePalette.ColorCount).Select(i => (Color: FigurePalette.ColorAt(i), Lab: ColourVision.Lab(FigurePalette.ColorAt(i), vision))).ToList();
        Assert.All(
            seen.SelectMany((a, i) => seen.Skip(i + 1).Select(b => (a, b))),
            pair => Assert.True(ColourVision.Difference(pair.a.Lab, pair.b.Lab) > Distinct, $"{pair.a.Color} and {pair.b.Color} look alike: {ColourVision.Difference(pair.a.Lab, pair.b.Lab):0.0}"));
    }

    [Fact]
    public void Should_Have_Colours_That_Show_On_White() =>
        Assert.All(Enumerable.Range(0, FigurePalette.ColorCount), i => Assert.True(ColourVision.ContrastWithWhite(FigurePalette.ColorAt(i)) >= 2, FigurePalette.ColorAt(i)));

    [Fact]
    public void Should_Bring_Its_Own_Ground_And_Ink_So_That_A_Dark_Page_Changes_Nothing()
    {
        Assert.All(Gallery.All(), figure =>
        {
            var layout = JsonNode.Parse(figure.ToJson())!["layout"]!;
            Assert.Equal(("white", "white", "#222222"), ((string?)layout["paper_bgcolor"], (string?)layout["plot_bgcolor"], (string?)layout["font"]!["color"]));
        });
    }

    private static List<string?> Colors(Figure figure) => [.. JsonNode.Parse(figure.ToJson())!["data"]!.AsArray().Select(trace => (string?)trace!["line"]!["color"])];
}
