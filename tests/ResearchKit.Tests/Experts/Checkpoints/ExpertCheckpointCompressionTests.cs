using ResearchKit.Checkpoints;
using ResearchKit.Experts.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts.Checkpoints;

public sealed class ExpertCheckpointCompressionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mixtral", ExpertCompression.LowRank, 1e-4)] // rank 8 of 8 x 20: exact but for rounding
    [InlineData("fused", ExpertCompression.EightBit, 0.02)]
    [InlineData("fairseq", ExpertCompression.Nf4, 0.4)]
    [InlineData("switch", ExpertCompression.Nf4, 0.4)]
    public void Should_Give_Back_Names_Shapes_And_Nearly_The_Values_When_Restored(string name, ExpertCompression method, double tolerance)
    {
        using var scope = NewDisposeScope();
        var family = ExpertFamilies.All.Single(f => f.Name == name);
        var made = ExpertCheckpointMaker.Write(_folder["model"], family, 4, 8, 20);
        ExpertCheckpointReport report;
        using (var checkpoint = ExpertCheckpoint.Open(_folder["model"]))
        {
            report = ExpertCheckpointCompression.Run(checkpoint, _folder["small"], new ExpertCompressionOptions { Method = method, Rank = 8, BlockSize = 32 });
        }

        var small = Safetensors.Load(Path.Combine(_folder["small"], "model.safetensors"));
        Assert.Equal(report.BytesAfter, small.Values.Sum(t => t.NumberOfElements * t.element_size()));
        Assert.Contains("compressed", Assert.Throws<InvalidDataException>(() => ExpertCheckpoint.Open(_folder["small"])).Message, StringComparison.Ordinal);

        var back = ExpertCheckpointCompression.Restore(_folder["small"], _folder["plain"]);
        Assert.Equal(report.BytesBefore, back.BytesAfter);
        Assert.Equal(report.ExpertBytesBefore, back.ExpertBytesAfter);
        var plain = Safetensors.Load(Path.Combine(_folder["plain"], "model.safetensors"));
        Assert.Equal(made.Keys.Order(StringComparer.Ordinal), plain.Keys.Order(StringComparer.Ordinal));
        Assert.All(made, pair => Assert.True((pair.Value - plain[pair.Key]).abs().max().item<float>() <= tolerance * Math.Max(1, pair.Value.abs().max().item<float>()), pair.Key));
    }

    [Fact]
    public void Should_Keep_The_Map_When_A_Merged_Checkpoint_Is_Compressed()
    {
        var family = ExpertFamilies.All.Single(f => f.Name == "olmoe");
        ExpertCheckpointMaker.Write(_folder["model"], family, 6, 8, 20);
        using (var checkpoint = ExpertCheckpoint.Open(_folder["model"]))
        {
            ExpertCheckpointMerge.Run(checkpoint, _folder["merged"], new ExpertCheckpointMergeOptions { Keep = 2 });
        }

        using var merged = ExpertCheckpoint.Open(_folder["merged"]);
        var report = ExpertCheckpointCompression.Run(merged, _folder["small"], new ExpertCompressionOptions { Method = ExpertCompression.Nf4 });
        ExpertCheckpointCompression.Restore(_folder["small"], _folder["plain"]);
        using var plain = ExpertCheckpoint.Open(_folder["plain"]);
        Assert.Equal(merged.Layers.Select(l => l.SlotToExpert), plain.Layers.Select(l => l.SlotToExpert));
        Assert.True(report.ExpertBytesAfter < report.ExpertBytesBefore / 4);
    }

    [Theory]
    [InlineData(ExpertCompression.LowRank, "0.Gate.v", null, "0.Gate.model.layers.1.mlp.v")]
    [InlineData(ExpertCompression.LowRank, "1.Up.u", new long[] { 20, 3 }, "1.Up.model.layers.1.mlp.v")] // a rank of 3 is possible, but not with a v of rank 4
    [InlineData(ExpertCompression.LowRank, "0.Up.v", new long[] { 4, 9 }, "0.Gate.model.layers.1.mlp.v")] // the layer's sizes are those of its first matrix
    [InlineData(ExpertCompression.EightBit, "2.Down.codes", new long[] { 160 }, "2.Down.model.layers.1.mlp.codes")]
    [InlineData(ExpertCompression.EightBit, "0.Up.scales", new long[] { 1 }, "0.Up.model.layers.1.mlp.scales")]
    [InlineData(ExpertCompression.EightBit, "0.Up.codes", new long[] { 20, 8, 1 }, "0.Up.model.layers.1.mlp")]
    [InlineData(ExpertCompression.Nf4, "1.Up.packed", new long[] { 3 }, "1.Up.model.layers.1.mlp.packed")]
    [InlineData(ExpertCompression.Nf4, "0.Up.shape", new long[] { 2 }, "0.Up.model.layers.1.mlp.shape")] // sizes 0 and 0
    [InlineData(ExpertCompression.Nf4, "0.Up.scale_mean", null, "0.Up.model.layers.1.mlp.scale_mean")]
    public void Should_Name_The_Tensor_And_Write_Nothing_When_A_Compressed_Checkpoint_Is_Damaged(ExpertCompression method, string damaged, long[]? shape, string named)
    {
        using var scope = NewDisposeScope();
        var family = ExpertFamilies.All.Single(f => f.Name == "olmoe");
        ExpertCheckpointMaker.Write(_folder["model"], family, 3, 8, 20);
        using (var checkpoint = ExpertCheckpoint.Open(_folder["model"]))
        {
            ExpertCheckpointCompression.Run(checkpoint, _folder["small"], new ExpertCompressionOptions { Method = method, Rank = 4, BlockSize = 32 });
        }

        var dot = damaged.LastIndexOf('.');
        var name = $"compressed.{damaged[..dot]}.model.layers.1.mlp{damaged[dot..]}";
        var file = Path.Combine(_folder["small"], "model.safetensors");
        var tensors = Safetensors.Load(file);
        var type = tensors[name].dtype;
        tensors.Remove(name);
        if (shape is not null)
        {
            tensors.Add(name, zeros(shape, type));
        }

        Dictionary<string, string> metadata;
        using (var opened = SafetensorsFile.Open(file))
        {
            metadata = new(opened.Metadata);
        }

        Safetensors.Save(file, tensors, metadata);
        var error = Assert.Throws<InvalidDataException>(() => ExpertCheckpointCompression.Restore(_folder["small"], _folder["plain"]));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["plain"]));
        Assert.False(Directory.Exists(_folder["plain.part"]));
    }

    [Theory]
    [InlineData("compressed_family", "none")]
    [InlineData("compressed_experts", "7")]
    [InlineData("compressed_dtype", "Int64")]
    [InlineData("compressed_block", "0")]
    [InlineData("compressed_block", "-3")]
    public void Should_Refuse_Metadata_That_Nothing_Wrote(string key, string value)
    {
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string> { ["compressed_family"] = "olmoe", ["compressed_experts"] = "Nf4", ["compressed_dtype"] = "Float32", ["compressed_block"] = "64" };
        metadata[key] = value;
        Safetensors.Save(_folder["small.safetensors"], new Dictionary<string, Tensor> { ["a"] = zeros(1) }, metadata);
        Assert.Contains("metadata", Assert.Throws<InvalidDataException>(() => ExpertCheckpointCompression.Restore(_folder["small.safetensors"], _folder["plain"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_A_Checkpoint_When_Its_Layers_Differ_In_Type()
    {
        using var scope = NewDisposeScope();
        var family = ExpertFamilies.All.Single(f => f.Name == "olmoe");
        var tensors = ExpertCheckpointMaker.Tensors(family, 3, 8, 20);
        foreach (var name in tensors.Keys.Where(n => n.StartsWith("model.layers.20.mlp.experts", StringComparison.Ordinal)).ToArray())
        {
            tensors[name] = tensors[name].to(ScalarType.BFloat16);
        }

        Safetensors.Save(_folder["mixed.safetensors"], tensors);
        using var checkpoint = ExpertCheckpoint.Open(_folder["mixed.safetensors"]);
        Assert.Contains("BFloat16", Assert.Throws<InvalidDataException>(() => ExpertCheckpointCompression.Run(checkpoint, _folder["small"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_A_Checkpoint_When_It_Was_Not_Compressed()
    {
        var family = ExpertFamilies.All.Single(f => f.Name == "olmoe");
        ExpertCheckpointMaker.Write(_folder["model"], family, 6, 8, 20);
        Assert.Throws<InvalidDataException>(() => ExpertCheckpointCompression.Restore(_folder["model"], _folder["plain"]));
        Assert.False(Directory.Exists(_folder["plain"]));
        using var checkpoint = ExpertCheckpoint.Open(_folder["model"]);
        Assert.Throws<ArgumentException>(() => ExpertCheckpointCompression.Run(checkpoint, _folder["small"], new ExpertCompressionOptions { Rank = 0 }));
    }
}
