using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Experts;
using ResearchKit.Experts.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts.Checkpoints;

public sealed class ExpertCheckpointTests : IDisposable
{
    private const int Experts = 6;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Families => [.. ExpertFamilies.All.Select(f => f.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Find_The_Layers_And_Read_Experts_When_A_Family_Is_Known(string name)
    {
        using var scope = NewDisposeScope();
        var family = ExpertFamilies.All.Single(f => f.Name == name);
        var made = ExpertCheckpointMaker.Write(_folder["model"], family, Experts, 8, 5);
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        Assert.Equal(name, checkpoint.Family.Name);
        Assert.Equal(2, checkpoint.Layers.Count);
        Assert.Equal(made.Values.Sum(t => t.NumberOfElements * 4), checkpoint.Bytes);
        var layer = checkpoint.Layers[1];
        Assert.Equal((Experts, Experts, 8L, 5L), (layer.Slots, layer.Stored, layer.ModelSize, layer.HiddenSize));
        using var expert = checkpoint.ReadExpert(layer.Name, 3);
        var x = randn(4, 8);
        Assert.True(expert.Forward(x).allclose(ExpertCheckpointMaker.Expert(made, family, layer.Name, 3, 5).Forward(x), 1e-6, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Compute_The_Same_With_A_Map_And_Expanded_When_Merged(string name)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var family = ExpertFamilies.All.Single(f => f.Name == name);
        ExpertCheckpointMaker.Write(_folder["model"], family, Experts, 8, 5);
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        var options = new ExpertCheckpointMergeOptions { Keep = 3, Counts = Counts(checkpoint) };
        var mapped = ExpertCheckpointMerge.Run(checkpoint, _folder["mapped"], options);
        var expanded = ExpertCheckpointMerge.Run(checkpoint, _folder["expanded"], options with { Export = ExpertExport.Expanded });

        using var a = ExpertCheckpoint.Open(_folder["mapped"]);
        using var b = ExpertCheckpoint.Open(_folder["expanded"]);
        Assert.Equal(6, a.Layers.Sum(l => l.Stored));
        Assert.Equal(checkpoint.Bytes, b.Bytes);
        Assert.Equal(mapped.BytesAfter, a.Bytes);
        Assert.Equal(mapped.Exports[ExpertExport.Mapped], a.Bytes);
        Assert.Equal(expanded.Exports[ExpertExport.Expanded], b.Bytes);
        Assert.Equal(checkpoint.ExpertBytes / 2, mapped.ExpertBytesAfter);
        var x = randn(30, 8);
        foreach (var layer in a.Layers)
        {
            for (var slot = 0; slot < Experts; slot++)
            {
                Assert.True(a.ReadExpert(layer.Name, layer.SlotToExpert[slot]).Forward(x).Equals(b.ReadExpert(layer.Name, slot).Forward(x)));
            }

            if (family.Router is not null)
            {
                Assert.True(a.ReadLayer(layer.Name).Forward(x).allclose(b.ReadLayer(layer.Name).Forward(x), 1e-6, 1e-6));
            }
        }
    }

    [Fact]
    public void Should_Equal_The_Library_S_Merge_When_Groups_Are_Averaged()
    {
        using var scope = NewDisposeScope();
        var family = ExpertFamilies.All.Single(f => f.Name == "mixtral");
        ExpertCheckpointMaker.Write(_folder["model"], family, Experts, 8, 5);
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        var report = ExpertCheckpointMerge.Run(checkpoint, _folder["mapped"], new ExpertCheckpointMergeOptions { Keep = 2, Counts = Counts(checkpoint) });
        using var merged = ExpertCheckpoint.Open(_folder["mapped"]);
        foreach (var plan in report.Layers)
        {
            for (var g = 0; g < plan.Kept; g++)
            {
                var dominant = plan.Groups!.Representatives[g];
                int[] members = [dominant, .. plan.Groups.Members[g].Where(e => e != dominant)];
                var experts = members.Select(e => checkpoint.ReadExpert(plan.Layer.Name, e)).ToArray();
                var permutations = ExpertAlignment.AlignAll(experts, new int[experts.Length]).Matches.Select(m => m.Permutation).ToArray();
                var expected = ExpertAverage.Weighted(experts, [.. members.Select(e => plan.Frequency[e])], permutations);
                Assert.All(merged.ReadExpert(plan.Layer.Name, g).Parts, p => Assert.True(p.Value.Equals(expected.Parts[p.Key])));
            }
        }
    }

    [Fact]
    public void Should_Give_The_Same_Experts_When_They_Are_Stacked_Or_Apart()
    {
        using var scope = NewDisposeScope();
        var apart = ExpertCheckpointMaker.Write(_folder["apart"], ExpertFamilies.All.Single(f => f.Name == "olmoe"), Experts, 8, 5);
        var stacked = apart.Where(pair => !pair.Key.Contains(".experts.", StringComparison.Ordinal)).ToDictionary();
        foreach (var layer in new[] { "model.layers.1.mlp", "model.layers.20.mlp" })
        {
            Tensor All(string part) => stack(Enumerable.Range(0, Experts).Select(e => apart[$"{layer}.experts.{e}.{part}_proj.weight"]));
            stacked[layer + ".experts.gate_up_proj"] = cat([All("gate"), All("up")], 1);
            stacked[layer + ".experts.down_proj"] = All("down");
        }

        Safetensors.Save(_folder["stacked.safetensors"], stacked);
        using var first = ExpertCheckpoint.Open(_folder["apart"]);
        using var second = ExpertCheckpoint.Open(_folder["stacked.safetensors"]);
        foreach (var export in new[] { ExpertExport.Mapped, ExpertExport.Expanded, ExpertExport.RouterPruned })
        {
            var options = new ExpertCheckpointMergeOptions { Keep = 2, Counts = Counts(first), Budget = ExpertBudgetRule.Uniform, Export = export };
            ExpertCheckpointMerge.Run(first, _folder[$"apart-{export}"], options);
            ExpertCheckpointMerge.Run(second, _folder[$"stacked-{export}"], options);
            using var a = ExpertCheckpoint.Open(_folder[$"apart-{export}"]);
            using var b = ExpertCheckpoint.Open(_folder[$"stacked-{export}"]);
            Assert.Equal(a.Bytes, b.Bytes);
            foreach (var layer in a.Layers)
            {
                Assert.Equal(layer.SlotToExpert, b.Layers.Single(l => l.Name == layer.Name).SlotToExpert);
                for (var e = 0; e < layer.Stored; e++)
                {
                    var other = b.ReadExpert(layer.Name, e);
                    Assert.All(a.ReadExpert(layer.Name, e).Parts, part => Assert.True(part.Value.Equals(other.Parts[part.Key])));
                }
            }
        }
    }

    [Fact]
    public void Should_Keep_The_Dominant_Rows_And_Change_The_Configuration_When_The_Router_Is_Pruned()
    {
        using var scope = NewDisposeScope();
        var family = ExpertFamilies.All.Single(f => f.Name == "deepseek");
        ExpertCheckpointMaker.Write(_folder["model"], family, Experts, 8, 5, """{"model_type": "deepseek_v3", "n_routed_experts": 6, "num_experts_per_tok": 4, "norm_topk_prob": true, "n_group": 2, "topk_group": 1}""");
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        Assert.Equal(4, checkpoint.Choices);
        var report = ExpertCheckpointMerge.Run(checkpoint, _folder["pruned"], new ExpertCheckpointMergeOptions { Keep = 3, Export = ExpertExport.RouterPruned });
        using var pruned = ExpertCheckpoint.Open(_folder["pruned"]);
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["pruned"], "config.json")));
        Assert.Equal(3, config.RootElement.GetProperty("n_routed_experts").GetInt32());
        Assert.Equal(3, config.RootElement.GetProperty("num_experts_per_tok").GetInt32());
        Assert.Equal(1, config.RootElement.GetProperty("n_group").GetInt32()); // three experts are not two groups
        Assert.Equal("deepseek_v3", config.RootElement.GetProperty("model_type").GetString());
        foreach (var plan in report.Layers)
        {
            var rows = tensor(plan.Groups!.Representatives.Select(e => (long)e).ToArray());
            Assert.True(pruned.ReadRouter(plan.Layer.Name)!.Equals(checkpoint.ReadRouter(plan.Layer.Name)!.index_select(0, rows)));
            Assert.Equal([3L], pruned.Files.Find(plan.Layer.Name + ".gate.e_score_correction_bias")!.Entry.Shape);
            Assert.Equal(plan.Layer.SharedBytes, pruned.Layers.Single(l => l.Name == plan.Layer.Name).SharedBytes);
        }
    }

    [Fact]
    public void Should_Spread_Over_Files_And_Copy_Companions_When_Shards_Are_Small()
    {
        var family = ExpertFamilies.All.Single(f => f.Name == "olmoe");
        ExpertCheckpointMaker.Write(_folder["model"], family, Experts, 8, 5, """{"model_type": "olmoe"}""");
        File.WriteAllText(Path.Combine(_folder["model"], "tokenizer.json"), "{}");
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        ExpertCheckpointMerge.Run(checkpoint, _folder["mapped"], new ExpertCheckpointMergeOptions { Keep = 3, ShardBytes = 1000, SkipLayers = 1 });
        var files = Directory.GetFiles(_folder["mapped"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Contains("model.safetensors.index.json", files);
        Assert.Contains("tokenizer.json", files);
        Assert.True(files.Count(f => f!.EndsWith(".safetensors", StringComparison.Ordinal)) > 2);
        using var merged = ExpertCheckpoint.Open(_folder["mapped"]);
        Assert.Equal([Experts, 3], merged.Layers.Select(l => l.Stored));
    }

    [Fact]
    public void Should_Leave_Nothing_Behind_When_It_Cannot_Finish()
    {
        var family = ExpertFamilies.All.Single(f => f.Name == "switch");
        var tensors = ExpertCheckpointMaker.Tensors(family, Experts, 8, 5);
        tensors["encoder.block.1.layer.1.mlp.experts.expert_2.wi.weight"].fill_(double.NaN);
        Safetensors.Save(Path.Combine(_folder["model"], "model.safetensors"), tensors);
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        var error = Assert.Throws<InvalidDataException>(() => ExpertCheckpointMerge.Run(checkpoint, _folder["out"], new ExpertCheckpointMergeOptions { Keep = 1 }));
        Assert.Contains("encoder.block.1.layer.1.mlp", error.Message, StringComparison.Ordinal);
        Assert.Equal([_folder["model"]], Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder["model"])!));

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => ExpertCheckpointMerge.Run(checkpoint, _folder["out"], new ExpertCheckpointMergeOptions { Keep = 3 }, cancellationToken: cancelled.Token));
        Assert.False(Directory.Exists(_folder["out"]));
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(Path.Combine(_folder["out"], "mine.txt"), "");
        Assert.Throws<IOException>(() => ExpertCheckpointMerge.Run(checkpoint, _folder["out"], new ExpertCheckpointMergeOptions { Keep = 3 }));
    }

    [Fact]
    public void Should_Name_The_Tensor_When_A_Checkpoint_Does_Not_Hold_Together()
    {
        var family = ExpertFamilies.All.Single(f => f.Name == "mixtral");
        var tensors = ExpertCheckpointMaker.Tensors(family, Experts, 8, 5);
        void Fails(string part, Action<Dictionary<string, Tensor>> damage)
        {
            var copy = new Dictionary<string, Tensor>(tensors);
            damage(copy);
            Safetensors.Save(_folder["damaged.safetensors"], copy);
            Assert.Contains(part, Assert.Throws<InvalidDataException>(() => ExpertCheckpoint.Open(_folder["damaged.safetensors"])).Message, StringComparison.Ordinal);
        }

        Fails("experts.4.w2.weight", t => t.Remove("model.layers.3.block_sparse_moe.experts.4.w2.weight"));
        Fails("experts.4.w2.weight", t => t["model.layers.3.block_sparse_moe.experts.4.w2.weight"] = zeros(8, 4));
        Fails("gate.weight", t => t["model.layers.3.block_sparse_moe.gate.weight"] = zeros(5, 8));
        Fails("gate.weight", t => t.Remove("model.layers.3.block_sparse_moe.gate.weight"));
        Fails("expert_map", t => t["expert_map.model.layers.3.block_sparse_moe"] = tensor(new[] { 0, 6 }, ScalarType.Int32));
        Fails("naming that is known", t =>
        {
            t.Clear();
            t["fc.weight"] = zeros(2, 2);
        });
    }

    [Fact]
    public void Should_Refuse_What_Does_Not_Fit_When_Merging()
    {
        var family = ExpertFamilies.All.Single(f => f.Name == "mixtral");
        ExpertCheckpointMaker.Write(_folder["model"], family, Experts, 8, 5);
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        void Refuses<TError>(ExpertCheckpointMergeOptions options)
            where TError : Exception => Assert.Throws<TError>(() => ExpertCheckpointMerge.Run(checkpoint, _folder["out"], options));
        Refuses<InvalidDataException>(new() { Keep = 3, Counts = new RoutingCounts(["0", "1"], [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]) });
        Refuses<ArgumentException>(new() { Keep = 7 });
        Refuses<ArgumentException>(new() { Keep = 3, SkipLayers = 2 });
        Refuses<ArgumentException>(new() { Keep = 3, SkipLayers = 1, Export = ExpertExport.RouterPruned });
        Refuses<InvalidDataException>(new() { Keep = 3, Counts = new RoutingCounts(["0"], [[1, 2, 3, 4, 5, 6]]) });
        ExpertCheckpointMerge.Run(checkpoint, _folder["merged"], new() { Keep = 3 });
        using var merged = ExpertCheckpoint.Open(_folder["merged"]);
        Assert.Throws<InvalidDataException>(() => ExpertCheckpointMerge.Run(merged, _folder["out"], new() { Keep = 2 }));
    }

    private static RoutingCounts Counts(ExpertCheckpoint checkpoint)
    {
        long[] first = [9, 1, 5, 2, 30, 3];
        return new RoutingCounts(["0", checkpoint.Layers[1].Name], [first, [.. first.Reverse()]]);
    }
}
