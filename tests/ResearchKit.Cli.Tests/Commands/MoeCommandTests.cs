using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class MoeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Merge_And_Show_The_Map_When_A_Mixtral_Is_Given()
    {
        WriteMixtral();
        File.WriteAllText(_folder["counts.json"], """{"0": [5, 1, 7, 2]}""");
        var inspected = await CliProcess.RunAsync("moe", "inspect", _folder["model.safetensors"]);
        Assert.Equal(0, inspected.ExitCode);
        Assert.Contains("mixtral", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("4 experts, 6 x 3 gated", inspected.Output, StringComparison.Ordinal);

        var merged = await CliProcess.RunAsync("moe", "merge", _folder["model.safetensors"], "-o", _folder["out"], "--keep", "2", "--counts", _folder["counts.json"], "--json");
        Assert.Equal(2 * 3 * 3 * 6 * 4, merged.Json.GetProperty("expert_bytes_after").GetInt64());
        Assert.Equal(3, merged.Json.GetProperty("exports").EnumerateObject().Count());

        var shown = await CliProcess.RunAsync("moe", "inspect", _folder["out"], "--json");
        var layer = shown.Json.GetProperty("layers")[0];
        Assert.Equal(2, layer.GetProperty("stored").GetInt32());
        Assert.Equal(
            merged.Json.GetProperty("layers")[0].GetProperty("group_of").EnumerateArray().Select(x => x.GetInt32()),
            layer.GetProperty("map").EnumerateArray().Select(x => x.GetInt32()));
        Assert.Equal(merged.Json.GetProperty("bytes_after").GetInt64(), shown.Json.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Should_Say_What_Is_Missing_When_The_Command_Cannot_Work()
    {
        WriteMixtral();
        var usage = await CliProcess.RunAsync("moe", "merge", _folder["model.safetensors"], "-o", _folder["out"], "--keep", "2", "--group-by", "router");
        Assert.Equal(2, usage.ExitCode);
        Assert.Contains("--counts", usage.Error, StringComparison.Ordinal);

        Safetensors.Save(_folder["dense.safetensors"], new Dictionary<string, Tensor> { ["fc.weight"] = zeros(2, 2) });
        var dense = await CliProcess.RunAsync("moe", "inspect", _folder["dense.safetensors"]);
        Assert.Equal(1, dense.ExitCode);
        Assert.Contains("fc.weight", dense.Error, StringComparison.Ordinal);
    }

    private void WriteMixtral()
    {
        using var generator = new Generator(3);
        var tensors = new Dictionary<string, Tensor> { ["model.layers.0.block_sparse_moe.gate.weight"] = randn([4, 6], generator: generator) };
        for (var e = 0; e < 4; e++)
        {
            tensors[$"model.layers.0.block_sparse_moe.experts.{e}.w1.weight"] = randn([3, 6], generator: generator);
            tensors[$"model.layers.0.block_sparse_moe.experts.{e}.w3.weight"] = randn([3, 6], generator: generator);
            tensors[$"model.layers.0.block_sparse_moe.experts.{e}.w2.weight"] = randn([6, 3], generator: generator);
        }

        Safetensors.Save(_folder["model.safetensors"], tensors);
    }
}
