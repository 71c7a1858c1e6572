using ResearchKit.Experts;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class RoutingStatisticsTests
{
    [Fact]
    public void Should_Count_Choices_Pairs_And_Moments_When_Observing()
    {
        using var scope = NewDisposeScope();
        using var statistics = new RoutingStatistics();
        var inputs = tensor([1.0, 2, 3, -4, 5, 6], [3, 2]);
        var logits = tensor([1.0, 0, 0, 2, 0, 1, 0, 3, 1], [3, 3]);
        statistics.Observe(new RoutingBatch("a", inputs, logits, tensor([0L, 1, 0, 2, 1, 2], [3, 2]), tensor([0.6, 0.2, 0.7, 0.1, 0.8, 0.1], [3, 2])));
        var layer = statistics["a"];
        Assert.Equal(3, layer.Tokens);
        Assert.Equal([2L, 2, 2], layer.Counts);
        Assert.Equal(1, layer.Frequency.Sum(), 1e-12);
        Assert.Equal([2.0, 1, 1, 1, 2, 1, 1, 1, 2], Fixtures.Values(layer.CoRouting));
        Assert.Equal(Fixtures.Values(logits.t().matmul(logits)), Fixtures.Values(layer.LogitGram));
        Assert.Equal([2.0, -1, 3, 4, 4, 1], Fixtures.Values(layer.MeanInput));
        Assert.Equal([2.0, 3, 3, 4, 4, 5], Fixtures.Values(layer.MeanAbsoluteInput));
        Assert.Equal([Math.Sqrt(10), Math.Sqrt(20)], Fixtures.Values(layer.InputNorm[0]));
        Assert.Equal(1.3, Fixtures.Values(layer.GateSum)[0], 1e-12);
    }

    [Fact]
    public void Should_Give_The_Same_Sums_When_Tokens_Come_In_Parts()
    {
        using var scope = NewDisposeScope();
        using var planted = PlantedLayer.Create(new PlantedLayerOptions { Tokens = 100, TopK = 2 }, 1);
        using var whole = new RoutingStatistics();
        using var parts = new RoutingStatistics(new RoutingStatisticsOptions { TokenLimit = 70 });
        planted.Layer.Forward(planted.Tokens, whole);
        foreach (var part in planted.Tokens.split(40))
        {
            planted.Layer.Forward(part, parts);
        }

        var (a, b) = (whole["planted"], parts["planted"]);
        Assert.Equal(a.Counts, b.Counts);
        Assert.True(ExpertFixtures.Distance(a.LogitGram, b.LogitGram) < 1e-4 * a.LogitGram.max().item<double>());
        Assert.Equal(200, a.Counts.Sum());
        Assert.Equal((100L, 70L), (a.KeptCount, b.KeptCount));
        Assert.Equal(Fixtures.Values(planted.Tokens.narrow(0, 0, 70)), Fixtures.Values(b.Inputs));
        Assert.Equal(Fixtures.Values(a.Selected.narrow(0, 0, 70)), Fixtures.Values(b.Selected));
    }

    [Fact]
    public void Should_Leave_Padding_Out_When_A_Mask_Is_Given()
    {
        using var scope = NewDisposeScope();
        using var statistics = new RoutingStatistics();
        statistics.Observe(new RoutingBatch("a", ones(1, 3, 2), ones(1, 3, 2), tensor([0L, 1, 1], [1, 3, 1]), ones(1, 3, 1), tensor([true, false, true], [1, 3])));
        Assert.Equal([1L, 1], statistics["a"].Counts);
        Assert.Equal(2, statistics["a"].KeptCount);
    }

    [Fact]
    public void Should_Keep_Nothing_But_Sums_When_The_Limit_Is_Zero()
    {
        using var scope = NewDisposeScope();
        using var statistics = new RoutingStatistics(new RoutingStatisticsOptions { TokenLimit = 0 });
        statistics.Observe(new RoutingBatch("a", ones(3, 2), ones(3, 2), zeros([3, 1], dtype: ScalarType.Int64), ones(3, 1)));
        Assert.Equal([3L, 0], statistics["a"].Counts);
        Assert.Equal([0.0, 0], Fixtures.Values(statistics["a"].MeanInput[1]));
        Assert.Throws<InvalidOperationException>(() => statistics["a"].Inputs);
        Assert.Throws<KeyNotFoundException>(() => statistics["b"]);
    }

    [Fact]
    public void Should_Survive_The_Scope_When_Observed_Inside_One()
    {
        using var statistics = new RoutingStatistics();
        using (NewDisposeScope())
        {
            statistics.Observe(new RoutingBatch("a", ones(3, 2), ones(3, 2), zeros([3, 1], dtype: ScalarType.Int64), ones(3, 1)));
            statistics.Observe(new RoutingBatch("a", ones(2, 2), ones(2, 2), zeros([2, 1], dtype: ScalarType.Int64), ones(2, 1)));
            _ = statistics["a"].Inputs;
        }

        Assert.Equal([5L, 2], statistics["a"].Inputs.shape);
        Assert.Equal(20, statistics["a"].LogitGram.sum().item<double>());
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_A_Batch_Does_Not_Fit()
    {
        using var scope = NewDisposeScope();
        using var statistics = new RoutingStatistics();
        var good = new RoutingBatch("a", ones(3, 2), ones(3, 2), zeros([3, 1], dtype: ScalarType.Int64), ones(3, 1));
        statistics.Observe(good);
        Assert.Throws<ArgumentException>(() => statistics.Observe(good with { Inputs = ones(3, 4) }));
        Assert.Throws<ArgumentException>(() => statistics.Observe(good with { Logits = ones(4, 2) }));
        Assert.Throws<ArgumentException>(() => statistics.Observe(good with { Selected = ones(3, 1) }));
        Assert.Throws<ArgumentException>(() => statistics.Observe(good with { Selected = full([3, 1], 2, dtype: ScalarType.Int64) }));
        Assert.Throws<ArgumentException>(() => statistics.Observe(good with { Gates = ones(3, 2) }));
        Assert.Throws<ArgumentException>(() => statistics.Observe(good with { Valid = ones(3) }));
        Assert.Throws<ArgumentException>(() => statistics.Observe(good with { Layer = "b", Selected = ones(3, 1) }));
        Assert.Single(statistics.Layers);
        Assert.Equal([3L, 0], statistics["a"].Counts);
    }
}
