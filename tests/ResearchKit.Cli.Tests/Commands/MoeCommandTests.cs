using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Experts.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class MoeCommandTests : IDisposable
{
    private const int Kept = 2;

    private readonly TemporaryFolder _folder = new();

    // Mixtral's and OLMoE's names are those of the tests below.
    public static TheoryData<string> Families => ["switch", "fused", "qwen2_moe", "deepseek_v3", "fairseq"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Should_Show_And_Merge_The_Layers_When_A_Family_S_Names_Are_Given(string family)
    {
        using var scope = NewDisposeScope();
        var made = MoeCheckpoints.WriteShards(_folder["model"], family);
        File.WriteAllText(_folder["counts.json"], """{"0": [5, 1, 7, 2], "1": [3, 3, 4, 9]}""");

        var shown = (await CliProcess.RunAsync("moe", "inspect", _folder["model"], "--json")).Json;
        var merged = (await CliProcess.RunAsync("moe", "merge", _folder["model"], "-o", _folder["out"], "--keep", $"{Kept}", "--counts", _folder["counts.json"], "--json")).Json;

        Assert.Equal(made.Values.Sum(t => t.NumberOfElements * 4), shown.GetProperty("bytes").GetInt64());
        Assert.Equal(made.Count, shown.GetProperty("tensors").GetInt32());
        Assert.Equal(MoeCheckpoints.Layers(family), shown.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()));
        Assert.All(shown.GetProperty("layers").EnumerateArray(), layer => Assert.Equal(
            (MoeCheckpoints.Experts, MoeCheckpoints.ModelSize, MoeCheckpoints.HiddenSize, family is not ("switch" or "fairseq")),
            (layer.GetProperty("experts").GetInt32(), layer.GetProperty("model_size").GetInt32(), layer.GetProperty("hidden_size").GetInt32(), layer.GetProperty("gated").GetBoolean())));
        Assert.Equal(family is "qwen2_moe" or "deepseek_v3", shown.GetProperty("layers")[0].GetProperty("shared_bytes").GetInt64() > 0);

        using var checkpoint = ExpertCheckpoint.Open(_folder["out"]);
        Assert.Equal(merged.GetProperty("bytes_after").GetInt64(), checkpoint.Bytes);
        Assert.Equal(Kept * 2, checkpoint.Layers.Sum(layer => layer.Stored));
        Assert.Equal(
            merged.GetProperty("layers").EnumerateArray().Select(layer => string.Join(' ', layer.GetProperty("group_of").EnumerateArray())),
            checkpoint.Layers.Select(layer => string.Join(' ', layer.SlotToExpert)));
        // What is no expert is as it was.
        var left = Safetensors.Load(Path.Combine(_folder["out"], "model.safetensors"));
        Assert.All(made.Where(pair => !pair.Key.Contains(".experts.", StringComparison.Ordinal)), pair => Assert.True(left[pair.Key].Equals(pair.Value), pair.Key));
        Assert.True(File.Exists(Path.Combine(_folder["out"], "tokenizer.json")));
    }

    [Fact]
    public async Task Should_Write_The_Bytes_That_Were_Told_When_Exported_Three_Ways()
    {
        using var scope = NewDisposeScope();
        MoeCheckpoints.WriteShards(_folder["model"], "olmoe");
        var reports = new List<JsonElement>();
        foreach (var export in (string[])["mapped", "expanded", "pruned"])
        {
            reports.Add((await CliProcess.RunAsync("moe", "merge", _folder["model"], "-o", _folder[export], "--keep", $"{Kept}", "--export", export, "--shard-size", "3000", "--json")).Json);
            Assert.True(Directory.GetFiles(_folder[export], "*.safetensors").Length > 1);
            var written = Safetensors.Load(_folder[$"{export}/model.safetensors.index.json"]).Values.Sum(t => t.NumberOfElements * t.element_size());
            Assert.All(reports, report => Assert.Equal(written, report.GetProperty("exports").GetProperty(export).GetInt64()));
            Assert.Equal(written, reports[^1].GetProperty("bytes_after").GetInt64());
        }

        Assert.Equal(reports[0].GetProperty("bytes_before").GetInt64(), reports[1].GetProperty("bytes_after").GetInt64());
        using var mapped = ExpertCheckpoint.Open(_folder["mapped"]);
        using var expanded = ExpertCheckpoint.Open(_folder["expanded"]);
        using var pruned = ExpertCheckpoint.Open(_folder["pruned"]);
        var x = randn(20, MoeCheckpoints.ModelSize);
        foreach (var name in MoeCheckpoints.Layers("olmoe"))
        {
            Assert.True(mapped.ReadLayer(name).Forward(x).allclose(expanded.ReadLayer(name).Forward(x), 1e-6, 1e-6));
            Assert.Equal([Kept, (long)MoeCheckpoints.ModelSize], pruned.ReadRouter(name)!.shape);
        }

        using var config = JsonDocument.Parse(File.ReadAllText(_folder["pruned/config.json"]));
        Assert.Equal(Kept, config.RootElement.GetProperty("num_experts").GetInt32());
    }

    [Theory]
    [InlineData("switch", "svd", 1e-4)] // rank 8 of 8 by 12: exact but for rounding
    [InlineData("fused", "int8", 0.02)]
    [InlineData("fairseq", "nf4", 0.4)]
    public async Task Should_Give_The_Names_And_Nearly_The_Values_Back_When_Compressed_And_Restored(string family, string method, double tolerance)
    {
        using var scope = NewDisposeScope();
        var made = MoeCheckpoints.WriteShards(_folder["model"], family);
        string[] size = method == "svd" ? ["--rank", "8"] : ["--block", "32"];

        var small = (await CliProcess.RunAsync(["moe", "compress", _folder["model"], "-o", _folder["small"], "--method", method, "--shard-size", "1000", "--json", .. size])).Json;
        var plain = await CliProcess.RunAsync("moe", "compress", _folder["small"], "-o", _folder["plain"], "--restore");

        var stored = Safetensors.Load(_folder["small/model.safetensors.index.json"]);
        Assert.Equal(small.GetProperty("bytes_after").GetInt64(), stored.Values.Sum(t => t.NumberOfElements * t.element_size()));
        Assert.Equal(0, plain.ExitCode);
        Assert.Contains("written", plain.Output, StringComparison.Ordinal);
        var restored = Safetensors.Load(_folder["plain/model.safetensors"]);
        Assert.Equal(made.Keys.Order(StringComparer.Ordinal), restored.Keys.Order(StringComparer.Ordinal));
        Assert.All(made, pair => Assert.True((pair.Value - restored[pair.Key]).abs().max().item<float>() <= tolerance * Math.Max(1, pair.Value.abs().max().item<float>()), pair.Key));
        Assert.True(File.Exists(_folder["plain/config.json"]));
    }

    [Fact]
    public async Task Should_Print_Figures_For_People_And_Progress_Beside_Them()
    {
        MoeCheckpoints.Write(_folder["model"], "mixtral");
        var inspected = await CliProcess.RunAsync("moe", "inspect", _folder["model"]);
        var merged = await CliProcess.RunAsync("moe", "merge", _folder["model/model.safetensors"], "-o", _folder["out"] + "/", "--keep", "2");
        var compressed = await CliProcess.RunAsync("moe", "compress", _folder["out"], "-o", _folder["small"]);
        var again = await CliProcess.RunAsync("moe", "compress", _folder["out"], "-o", _folder["small"], "--method", "int8", "--replace");

        Assert.Contains("mixtral", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("4 experts, 8 x 12 gated Float32", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("4 -> 2: (", merged.Output, StringComparison.Ordinal);
        Assert.Contains("% less", merged.Output, StringComparison.Ordinal);
        Assert.Contains("2/2", merged.Error, StringComparison.Ordinal);
        Assert.Contains("2/2", compressed.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0, 0), (inspected.ExitCode, merged.ExitCode, compressed.ExitCode, again.ExitCode));
        Assert.Equal(["model", "out", "small"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("moe", "inspect", "merge", "compress")]
    [InlineData("moe inspect", "--json", "Exit codes:", "researchkit moe inspect")]
    [InlineData("moe merge", "--counts", "--export <expanded|mapped|pruned>", "researchkit moe merge")]
    [InlineData("moe compress", "--method <int8|nf4|svd>", "--restore", "researchkit moe compress")]
    public async Task Should_Explain_Itself_When_Help_Is_Asked_For(string command, params string[] expected)
    {
        var help = await CliProcess.RunAsync([.. command.Split(' '), "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.All(expected, part => Assert.Contains(part, help.Output, StringComparison.Ordinal));
    }
}
