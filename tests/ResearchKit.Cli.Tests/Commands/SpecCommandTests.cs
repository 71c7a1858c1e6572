using ResearchKit.Onnx;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class SpecCommandTests : IDisposable
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "Onnx", "Reference");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Print_Groups_Axes_And_What_Stays()
    {
        var result = await CliProcess.RunAsync("spec", Path.Combine(Models, "heads.onnx"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("embed (6): embed.bias[0]", result.Output, StringComparison.Ordinal);
        Assert.Contains("block.attention.query (2): block.attention.query.bias[0] x 3", result.Output, StringComparison.Ordinal);
        Assert.Contains("output 'y'", result.Output, StringComparison.Ordinal);
        Assert.Contains("unknown      none", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Give_The_Spec_As_Json()
    {
        var result = await CliProcess.RunAsync("spec", Path.Combine(Models, "tiny.onnx"), "--json");

        var group = result.Json.GetProperty("groups").EnumerateArray().Single();
        Assert.Equal("conv", group.GetProperty("name").GetString());
        Assert.Equal(4, group.GetProperty("size").GetInt32());
        var flattened = group.GetProperty("axes").EnumerateArray().Single(axis => axis.GetProperty("tensor").GetString() == "fc.weight");
        Assert.Equal(4, flattened.GetProperty("block_size").GetInt32());
        Assert.InRange(result.Json.GetProperty("max_difference").GetDouble(), 0, 1e-4);
        Assert.Equal(0, result.Json.GetProperty("unknown_operators").GetArrayLength());
    }

    [Fact]
    public async Task Should_Draw_The_Layers()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(AppContext.BaseDirectory, "plotly.min.js")), "plotly.js was not found. Run eng/fetch-plotly.sh.");

        var result = await CliProcess.RunAsync("spec", Path.Combine(Models, "tiny.onnx"), "--figure", _folder["layers.html"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Plotly.newPlot", await File.ReadAllTextAsync(_folder["layers.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Align_Two_Onnx_Files_And_Keep_The_Function()
    {
        using var scope = NewDisposeScope();
        using var model = OnnxModel.Load(Path.Combine(Models, "heads.onnx"));
        var shuffled = Alignment.Random(OnnxSpecs.Derive(model).Spec, 4).Apply(model.StateDict());
        model.Save(_folder["shuffled.onnx"], shuffled);

        var result = await CliProcess.RunAsync("match", Path.Combine(Models, "heads.onnx"), _folder["shuffled.onnx"], "--model", "onnx", "--restarts", "4", "-o", _folder["aligned.onnx"], "--json");
        var wrong = await CliProcess.RunAsync("match", Path.Combine(Models, "heads.onnx"), _folder["shuffled.onnx"], "--model", "mlp");

        Assert.Equal((0, 1), (result.ExitCode, wrong.ExitCode));
        Assert.Contains("use --model onnx", wrong.ErrorLine, StringComparison.Ordinal);
        using var aligned = OnnxModel.Load(_folder["aligned.onnx"]);
        Assert.All(aligned.StateDict(), pair => Assert.Equal(0, (pair.Value - model.StateDict()[pair.Key]).abs().max().ToDouble(), 1e-6));
        Assert.InRange(result.Json.GetProperty("distance_before").GetDouble(), 0.1, 1e6);
    }

    [Fact]
    public async Task Should_Refuse_What_Is_No_Model_Or_No_Size()
    {
        await File.WriteAllTextAsync(_folder["no.onnx"], "this is no model", TestContext.Current.CancellationToken);

        var file = await CliProcess.RunAsync("spec", _folder["no.onnx"]);
        var size = await CliProcess.RunAsync("spec", Path.Combine(Models, "mlp.onnx"), "--dim", "batch=none");
        var stranger = await CliProcess.RunAsync("spec", Path.Combine(Models, "mlp.onnx"), "--dim", "depth=3");

        Assert.Equal((1, 2, 1), (file.ExitCode, size.ExitCode, stranger.ExitCode));
        Assert.Contains(_folder["no.onnx"], file.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("batch=none", size.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("has no open dimension 'depth'; it has batch", stranger.ErrorLine, StringComparison.Ordinal);
    }
}
