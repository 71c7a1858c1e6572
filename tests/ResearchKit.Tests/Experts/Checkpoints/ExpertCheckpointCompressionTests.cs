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
