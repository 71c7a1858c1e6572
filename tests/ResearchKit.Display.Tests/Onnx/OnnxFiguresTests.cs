using System.Text.Json;
using ResearchKit.Onnx;

namespace ResearchKit.Display.Tests;

public sealed class OnnxFiguresTests
{
    [Theory]
    [InlineData("mlp", 3, 2)]
    [InlineData("tiny", 2, 1)]
    [InlineData("heads", 12, 3)]
    public void Should_Draw_A_Disc_For_Each_Layer_And_Each_Group(string name, int layers, int groups)
    {
        using var model = OnnxModel.Load(Path.Combine(AppContext.BaseDirectory, "Onnx", "Reference", $"{name}.onnx"));
        var derived = OnnxSpecs.Derive(model);

        var figure = OnnxFigures.Draw("layers", derived);

        using var json = JsonDocument.Parse(figure.ToJson());
        var words = json.RootElement.GetProperty("data").EnumerateArray()
            .Where(trace => trace.TryGetProperty("mode", out var mode) && mode.GetString() == "markers+text")
            .SelectMany(trace => trace.GetProperty("text").EnumerateArray().Select(word => word.GetString())).ToList();
        Assert.Equal((layers, groups), (derived.Layers.Count, derived.Spec.WithoutNesting().Groups.Count));
        Assert.Equal(layers + groups, words.Count);
        Assert.Contains("a", words);
        Assert.StartsWith($"{layers} layers in {derived.Spec.Groups.Count} permutation groups", figure.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Put_Branches_Above_What_Skips_Them()
    {
        OnnxLayer[] layers =
        [
            new("in", "Gemm", ["w0"], [], "a"), new("up", "Gemm", ["w1"], [0], "b"), new("down", "Gemm", ["w2"], [1], "a"), new("sum", "Add", [], [0, 2], "a"),
        ];

        var places = new LayerPlaces(layers).Places;

        Assert.Equal([0.0, 1, 2, 3], places.Select(place => place.X));
        Assert.Equal(places[0].Y, places[3].Y);
        Assert.Equal(places[1].Y, places[2].Y);
        Assert.True(places[1].Y > places[0].Y);
    }

    [Fact]
    public void Should_Turn_Long_Rows_And_Keep_Places_Apart()
    {
        var layers = Enumerable.Range(0, 40).Select(i => new OnnxLayer($"l{i}", "Gemm", ["w"], i == 0 ? [] : [i - 1], null)).ToList();

        var places = new LayerPlaces(layers);

        Assert.Equal(40, places.Places.Distinct().Count());
        Assert.InRange(places.Columns, 8, 14);
        Assert.Equal(0, places.Places.Min(place => place.X));
    }
}
