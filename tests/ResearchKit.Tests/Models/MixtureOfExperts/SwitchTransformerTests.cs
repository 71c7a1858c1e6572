using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.MixtureOfExperts;

public sealed class SwitchTransformerTests
{
    // 32-bit numbers against the reference's 64-bit ones, through four blocks each way.
    private const double Tolerance = 2e-4;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Models", "MixtureOfExperts", "Reference");

    [Fact]
    public void Should_Give_The_Reference_Scores_When_A_Published_Checkpoint_Is_Loaded()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "switch.json")));
        using var model = SwitchCheckpoint.Load(Path.Combine(Folder, "switch.safetensors"));
        var (source, target) = (Symbols(golden, "source"), Symbols(golden, "target"));
        var lengths = golden.RootElement.GetProperty("lengths").EnumerateArray().Select(x => x.GetInt64()).ToArray();
        var mask = arange(source.shape[1]).unsqueeze(0).lt(tensor(lengths).unsqueeze(1)); // (B, S)
        var routes = new Dictionary<string, long[]>();

        var scores = model.Run(source, target, mask, new MoePass { Observer = r => routes.Add(r.Layer, r.Selected.data<long>().ToArray()) });

        var expected = golden.RootElement.GetProperty("scores").EnumerateArray().SelectMany(b => b.EnumerateArray()).SelectMany(l => l.EnumerateArray()).Select(x => x.GetDouble()).ToArray();
        var actual = scores.to(ScalarType.Float64).data<double>().ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        foreach (var layer in golden.RootElement.GetProperty("routes").EnumerateObject())
        {
            Assert.Equal(layer.Value.EnumerateArray().Select(x => x.GetInt64()), routes[layer.Name]);
        }
    }

    [Fact]
    public void Should_Read_The_Shape_Off_The_Tensors_When_A_Checkpoint_Is_Loaded()
    {
        using var model = SwitchCheckpoint.Load(Path.Combine(Folder, "switch.safetensors"));
        Assert.Equal(new SwitchOptions { Vocabulary = 30, Width = 12, Heads = 2, HeadSize = 5, HiddenSize = 20, Experts = 4, EncoderLayers = 4, DecoderLayers = 4 }, model.Options);
        Assert.Equal(["encoder.block.1.layer.1.mlp", "encoder.block.3.layer.1.mlp", "decoder.block.1.layer.2.mlp", "decoder.block.3.layer.2.mlp"], model.MoeLayers.Select(l => l.LayerName));
    }

    [Fact]
    public void Should_Write_The_Published_Tensors_When_Translated_Back()
    {
        using var scope = NewDisposeScope();
        var published = Safetensors.Load(Path.Combine(Folder, "switch.safetensors"));
        using var model = SwitchCheckpoint.FromPublished(published);
        var written = SwitchCheckpoint.ToPublished(model);
        foreach (var alias in new[] { "encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight" })
        {
            published.Remove(alias);
        }

        Assert.Equal(published.Keys.Order(StringComparer.Ordinal), written.Keys.Order(StringComparer.Ordinal));
        Assert.All(published, pair => Assert.True(pair.Value.Equals(written[pair.Key]), pair.Key));
    }

    [Fact]
    public void Should_Count_The_Published_Parameters_When_The_Options_Are_Those_Of_Base32()
    {
        // The identity of the note: embedding, attention, dense layers, routers, norms, position tables, experts.
        var o = SwitchOptions.Base32;
        long d = o.Width, expert = 2 * d * o.HiddenSize;
        var blocks = o.EncoderLayers + o.DecoderLayers;
        var sparse = Enumerable.Range(0, o.EncoderLayers).Count(o.IsSparse) + Enumerable.Range(0, o.DecoderLayers).Count(o.IsSparse);
        var total = (o.Vocabulary * d) + (o.EncoderLayers * 4 * d * d) + (o.DecoderLayers * 8 * d * d) + ((blocks - sparse) * expert)
            + (sparse * o.Experts * d) + (((o.EncoderLayers * 2) + 1 + (o.DecoderLayers * 3) + 1) * d) + (2 * o.PositionBuckets * o.Heads) + (sparse * o.Experts * expert);
        Assert.Equal(1_978_514_688, total);

        // The same sum counts the tensors of a network that is really made.
        var small = new SwitchOptions { EncoderLayers = 3, DecoderLayers = 4 };
        using var model = new SwitchTransformer(small, 1);
        long w = small.Width, inner = small.Heads * small.HeadSize;
        var made = (small.Vocabulary * w) + (3 * 4 * w * inner) + (4 * 8 * w * inner) + (4 * 2 * w * small.HiddenSize)
            + (3 * small.Experts * w) + ((7 + 13) * w) + (2 * small.PositionBuckets * small.Heads) + (3 * small.Experts * 2 * w * small.HiddenSize);
        Assert.Equal(made, model.parameters().Sum(p => p.NumberOfElements));
    }

    [Fact]
    public void Should_Not_See_Later_Symbols_When_Decoding()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = new SwitchTransformer(new SwitchOptions(), 3);
        var source = tensor(new long[,] { { 1, 2, 3 } });
        var first = model.call(source, tensor(new long[,] { { 4, 5, 6 } }));
        var second = model.call(source, tensor(new long[,] { { 4, 5, 7 } }));
        Assert.True(first.narrow(1, 0, 2).allclose(second.narrow(1, 0, 2), 1e-6, 1e-6));
        Assert.False(first.narrow(1, 2, 1).allclose(second.narrow(1, 2, 1), 1e-3, 1e-3));
    }

    [Fact]
    public void Should_Say_Which_Tensor_Is_Wrong_When_A_Checkpoint_Is_Incomplete()
    {
        using var scope = NewDisposeScope();
        var published = Safetensors.Load(Path.Combine(Folder, "switch.safetensors"));
        published.Remove("decoder.block.3.layer.2.mlp.experts.expert_2.wo.weight");
        var error = Assert.Throws<ArgumentException>(() => SwitchCheckpoint.FromPublished(published));
        Assert.Contains("decoder.block.3.layer.2.mlp.experts.wo", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true, 0)]
    [InlineData(3, true, 19)]
    [InlineData(-7, true, 7)]
    [InlineData(-8, true, 8)]
    [InlineData(-127, true, 15)]
    [InlineData(500, true, 31)]
    [InlineData(5, false, 0)]
    [InlineData(-15, false, 15)]
    [InlineData(-16, false, 16)]
    [InlineData(-1000, false, 31)]
    public void Should_Give_The_Bucket_Of_T5_When_Positions_Are_Relative(int offset, bool bidirectional, int bucket) =>
        Assert.Equal(bucket, RelativePositions.Bucket(offset, bidirectional));

    private static Tensor Symbols(JsonDocument golden, string name)
    {
        var rows = golden.RootElement.GetProperty(name).EnumerateArray().Select(r => r.EnumerateArray().Select(x => x.GetInt64()).ToArray()).ToArray();
        return tensor(rows.SelectMany(r => r).ToArray(), [rows.Length, rows[0].Length], ScalarType.Int64);
    }
}
