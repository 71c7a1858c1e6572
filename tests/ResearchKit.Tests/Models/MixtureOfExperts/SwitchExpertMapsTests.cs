using ResearchKit.Checkpoints;
using ResearchKit.Experts.Checkpoints;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.MixtureOfExperts;

public sealed class SwitchExpertMapsTests
{
    [Fact]
    public void Should_Give_The_Same_Bits_From_Fewer_Bytes_When_A_Mapped_Checkpoint_Is_Loaded()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var folder = Directory.CreateTempSubdirectory("switch-maps-").FullName;
        try
        {
            using var model = new SwitchTransformer(new SwitchOptions(), 4);
            Safetensors.Save(Path.Combine(folder, "full", "model.safetensors"), SwitchCheckpoint.ToPublished(model));
            using var full = ExpertCheckpoint.Open(Path.Combine(folder, "full"));
            var (mapped, expanded) = (Merge(ExpertExport.Mapped), Merge(ExpertExport.Expanded));
            var (source, target) = (randint(0, 64, [3, 9], ScalarType.Int64), randint(0, 64, [3, 5], ScalarType.Int64));

            using var small = SwitchCheckpoint.Load(mapped);
            using var large = SwitchCheckpoint.Load(expanded);

            Assert.True(new FileInfo(mapped).Length < new FileInfo(expanded).Length);
            Assert.All(small.MoeLayers, layer => Assert.Equal((3, 8), (layer.Experts.Count, layer.ExpertMap.Count)));
            Assert.All(large.MoeLayers, layer => Assert.Equal(8, layer.Experts.Count));
            var scores = small.call(source, target);
            Assert.False(scores.allclose(model.call(source, target)));
            Assert.True(scores.allclose(large.call(source, target), 1e-5, 1e-5)); // other batches of experts add in another order
            using var merged = ExpertCheckpoint.Open(Path.GetDirectoryName(mapped)!);
            foreach (var layer in model.MoeLayers)
            {
                layer.Replace(merged.ReadLayer(layer.LayerName));
            }

            Assert.True(scores.Equals(model.call(source, target)));

            string Merge(ExpertExport export)
            {
                ExpertCheckpointMerge.Run(full, Path.Combine(folder, $"{export}"), new ExpertCheckpointMergeOptions { Keep = 3, Export = export });
                return Path.Combine(folder, $"{export}", "model.safetensors");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_A_Map_Does_Not_Fit()
    {
        using var scope = NewDisposeScope();
        using var model = new SwitchTransformer(new SwitchOptions(), 4);
        var published = SwitchCheckpoint.ToPublished(model);
        var layer = model.MoeLayers[0].LayerName;

        Assert.Contains("from 0 to 7", Refused($"expert_map.{layer}", tensor(new[] { 0, 1, 2, 3, 4, 5, 6, 8 })), StringComparison.Ordinal);
        Assert.Contains("row of whole numbers", Refused($"expert_map.{layer}", zeros(8)), StringComparison.Ordinal);
        Assert.Contains("no layer of experts", Refused("expert_map.encoder.block.0.layer.1.mlp", tensor(new[] { 0 })), StringComparison.Ordinal);
        Assert.Contains("shape", Refused($"expert_map.{layer}", tensor(new[] { 0, 1 })), StringComparison.Ordinal);

        string Refused(string name, Tensor map) =>
            Assert.Throws<ArgumentException>(() => SwitchCheckpoint.FromPublished(new Dictionary<string, Tensor>(published) { [name] = map })).Message;
    }
}
