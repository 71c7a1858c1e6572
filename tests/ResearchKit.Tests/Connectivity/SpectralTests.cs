using ResearchKit.Connectivity;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class SpectralTests
{
    [Fact]
    public void Should_Rebuild_The_Weight_When_Nothing_Is_Truncated()
    {
        using var scope = NewDisposeScope();
        using var model = Fixtures.SmallMlp(1);
        var state = Fixtures.Copy(model);
        var rebuilt = SpectralTruncation.Truncate(state, 0);
        Assert.Equal(state.Keys, rebuilt.Keys);
        Assert.All(state, p => Assert.True(allclose(p.Value, rebuilt[p.Key], 1e-10, 1e-12), p.Key));
    }

    [Fact]
    public void Should_Have_The_Kept_Rank_And_Type_When_Truncated()
    {
        using var scope = NewDisposeScope();
        var state = new Dictionary<string, Tensor>
        {
            ["conv.weight"] = randn([6, 2, 3, 3], generator: new Generator(1)),
            ["conv.bias"] = ones(6),
            ["count"] = tensor(7L),
        };
        using var full = LayerSpectrum.Of("w", state["conv.weight"]);
        var truncated = SpectralTruncation.Truncate(state, 0.7, others: false);
        using var cut = LayerSpectrum.Of("w", truncated["conv.weight"]);
        var kept = full.Kept(0.7);
        Assert.InRange(kept, 1, 5);
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(i < kept ? full.Values[i] : 0, cut.Values[i], 1e-5));
        Assert.Equal(state["conv.weight"].shape, truncated["conv.weight"].shape);
        Assert.Equal(ScalarType.Float32, truncated["conv.weight"].dtype);
        Assert.Equal(0, Fixtures.Values(truncated["conv.bias"]).Sum());
        Assert.Equal(7, truncated["count"].item<long>());
    }

    [Fact]
    public void Should_Commute_With_Permutation_When_Truncated()
    {
        using var scope = NewDisposeScope();
        using var model = Fixtures.SmallMlp(3);
        var state = Fixtures.Copy(model);
        var (p, q) = (Shuffles.Random(7, 1), Shuffles.Random(5, 2));
        var first = Shuffles.Mlp(SpectralTruncation.Truncate(state, 0.5), p, q);
        var second = SpectralTruncation.Truncate(Shuffles.Mlp(state, p, q), 0.5);
        Assert.All(first, t => Assert.True(allclose(t.Value, second[t.Key], 1e-9, 1e-12), t.Key));
    }

    [Fact]
    public void Should_Give_Median_And_Bound_When_Spectra_Are_Compared()
    {
        var comparison = new SpectrumComparison("w", [3, 2, 0, 0], [5, 2, 1, 0]);
        Assert.Equal((0 + 0.5) / 2, comparison.MedianRelativeDifference, 1e-12);
        Assert.Equal(Math.Sqrt(5), comparison.DistanceLowerBound, 1e-12);
        Assert.Equal(2.0 / 3, comparison.LargestDifference, 1e-12);
        Assert.Equal(Math.Sqrt(10), SpectrumComparison.TotalDistanceLowerBound([comparison, comparison]), 1e-12);
    }

    [Fact]
    public void Should_Agree_With_Plain_Loops_When_Inputs_Load_On_Directions()
    {
        using var scope = NewDisposeScope();
        using var layer = LayerSpectrum.Of("w", tensor(new double[] { 2, 0, 0, 0, 1, 0 }, [2, 3]));
        var inputs = tensor(new double[] { 3, 4, 0, 0, 0, 0, 0, 5, 12 }, [3, 3]);
        var loading = InputLoading.Mean(layer, inputs);
        Assert.Equal((3.0 / 5) / 2, loading[0], 1e-12);
        Assert.Equal(((4.0 / 5) + (5.0 / 13)) / 2, loading[1], 1e-12);
        Assert.Contains("zero", Assert.Throws<ArgumentException>(() => InputLoading.Mean(layer, zeros(4, 3))).Message, StringComparison.Ordinal);
        Assert.Contains("[N, 3]", Assert.Throws<ArgumentException>(() => InputLoading.Mean(layer, zeros(4, 2))).Message, StringComparison.Ordinal);
    }
}
