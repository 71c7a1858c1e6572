using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Models;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class MatchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public async Task Should_Undo_A_Permutation_And_Keep_Dtypes_Order_And_Metadata(ScalarType dtype)
    {
        var a = Mlp(dtype);
        var b = Shuffled(a);
        Safetensors.Save(_folder["a.safetensors"], a);
        Safetensors.Save(_folder["b.safetensors"], b, new Dictionary<string, string> { ["format"] = "pt", ["note"] = "ü" });

        var result = await CliProcess.RunAsync(
            "match", _folder["a.safetensors"], _folder["b.safetensors"], "--model", "mlp", "-o", _folder["out.safetensors"], "--permutations", _folder["p.json"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("converged", result.Output, StringComparison.Ordinal);
        using var aligned = SafetensorsFile.Open(_folder["out.safetensors"]);
        Assert.Equal("ü", aligned.Metadata["note"]);
        Assert.Equal(b.Keys, aligned.Entries.Select(entry => entry.Name));
        foreach (var entry in aligned.Entries)
        {
            Assert.Equal(dtype, entry.DType);
            Assert.Equal(a[entry.Name].bytes.ToArray(), aligned.Load(entry.Name).bytes.ToArray());
        }
    }

    [Fact]
    public async Task Should_Undo_A_Permutation_Of_Heads_When_The_Model_Is_A_Transformer()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(new VitOptions { ImageSize = 4, Width = 16, Depth = 1, Heads = 2, FeedForwardSize = 12, Classes = 3 }, 1);
        var a = model.state_dict();
        var b = Alignment.Random(PermutationSpecs.Vit(a, 2), 5).Apply(a);
        Safetensors.Save(_folder["a.safetensors"], a);
        Safetensors.Save(_folder["b.safetensors"], b);

        var result = await CliProcess.RunAsync(
            "match", _folder["a.safetensors"], _folder["b.safetensors"], "--model", "vit", "--heads", "2", "--restarts", "4", "-o", _folder["out.safetensors"]);

        Assert.Equal(0, result.ExitCode);
        using var aligned = SafetensorsFile.Open(_folder["out.safetensors"]);
        Assert.All(a, pair => Assert.Equal(pair.Value.bytes.ToArray(), aligned.Load(pair.Key).bytes.ToArray()));
    }

    [Theory]
    [InlineData("vit", null, "needs --heads")]
    [InlineData("decoder-lm", "0", "1 or more")]
    [InlineData("mlp", "4", "belongs to")]
    public async Task Should_Ask_For_Heads_When_The_Model_Needs_Them(string model, string? heads, string expected)
    {
        var a = Mlp(ScalarType.Float32);
        Safetensors.Save(_folder["a.safetensors"], a);
        string[] arguments = ["match", _folder["a.safetensors"], _folder["a.safetensors"], "--model", model, .. heads is null ? Array.Empty<string>() : ["--heads", heads]];
        var result = await CliProcess.RunAsync(arguments);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(expected, result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Print_Permutations_That_Explain_The_Output()
    {
        var a = Mlp(ScalarType.Float32);
        var b = Shuffled(a);
        Safetensors.Save(_folder["a.safetensors"], a);
        Safetensors.Save(_folder["b.safetensors"], b);

        var result = await CliProcess.RunAsync(
            "match", _folder["a.safetensors"], _folder["b.safetensors"], "--model", "mlp", "--json", "--restarts", "2", "--seed", "7", "--permutations", _folder["p.safetensors"]);

        var json = result.Json;
        var written = Safetensors.Load(_folder["p.safetensors"]);
        var spec = PermutationSpecs.Mlp(b);
        var alignment = new Alignment(spec, json.GetProperty("permutations").EnumerateObject().Select(group =>
            KeyValuePair.Create(group.Name, new Permutation(group.Value.EnumerateArray().Select(unit => unit.GetInt32()).ToArray()))));
        Assert.All(alignment.Apply(b), pair => Assert.Equal(a[pair.Key].bytes.ToArray(), pair.Value.bytes.ToArray()));
        Assert.All(alignment.Permutations, pair => Assert.Equal(pair.Value.Select(unit => (long)unit), written[pair.Key].data<long>().ToArray()));
        Assert.Equal(3, json.GetProperty("start_objectives").GetArrayLength());
        Assert.True(json.GetProperty("converged").GetBoolean());
        Assert.InRange(json.GetProperty("distance_after").GetDouble(), 0, 1e-6 * json.GetProperty("distance_before").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("output").ValueKind);
    }

    [Fact]
    public async Task Should_Say_Which_Tensor_Does_Not_Fit()
    {
        var a = Mlp(ScalarType.Float32);
        var other = Mlp(ScalarType.Float32, 9);
        Safetensors.Save(_folder["a.safetensors"], a);
        Safetensors.Save(_folder["b.safetensors"], other);
        File.WriteAllBytes(_folder["cut.safetensors"], File.ReadAllBytes(_folder["a.safetensors"])[..^4]);

        var shapes = await CliProcess.RunAsync("match", _folder["a.safetensors"], _folder["b.safetensors"], "--model", "mlp", "-o", _folder["out.safetensors"]);
        var model = await CliProcess.RunAsync("match", _folder["a.safetensors"], _folder["a.safetensors"], "--model", "resnet");
        var cut = await CliProcess.RunAsync("match", _folder["a.safetensors"], _folder["cut.safetensors"], "--model", "mlp");

        Assert.Equal((1, 1, 1), (shapes.ExitCode, model.ExitCode, cut.ExitCode));
        Assert.Contains("fc0.weight", shapes.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("no resnet", model.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(_folder["cut.safetensors"], cut.ErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.safetensors"]));
    }

    [Fact]
    public async Task Should_Refuse_A_Negative_Number_Of_Restarts()
    {
        var result = await CliProcess.RunAsync("match", "a.safetensors", "b.safetensors", "--model", "mlp", "--restarts", "-1");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("-1 is negative", result.ErrorLine, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Shuffled(Dictionary<string, Tensor> stateDict) =>
        Alignment.Random(PermutationSpecs.Mlp(stateDict), 3).Apply(stateDict);

    private static Dictionary<string, Tensor> Mlp(ScalarType dtype, int hidden = 16)
    {
        var result = new Dictionary<string, Tensor>();
        var random = new Seed(1).For("weights").ToRandom();
        foreach (var (name, sizes) in new (string, long[])[]
        {
            ("fc0.weight", [hidden, 8]), ("fc0.bias", [hidden]), ("fc1.weight", [hidden, hidden]), ("fc1.bias", [hidden]), ("fc2.weight", [4, hidden]), ("fc2.bias", [4]),
        })
        {
            var count = sizes.Aggregate(1L, (product, size) => product * size);
            var values = Enumerable.Range(0, (int)count).Select(_ => random.NextDouble() - 0.5).ToArray();
            result.Add(name, tensor(values, sizes, ScalarType.Float64).to_type(dtype));
        }

        return result;
    }
}
