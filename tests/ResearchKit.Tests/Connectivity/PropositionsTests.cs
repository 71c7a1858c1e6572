using ResearchKit.Connectivity;
using ResearchKit.Data;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class PropositionsTests
{
    [Fact]
    public void Should_Find_No_Error_When_The_Inner_Product_Is_Split_Over_Singular_Triples()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Normal([12, 20], 1), Normal([12, 20], 2));
        using var sa = LayerSpectrum.Of("w", a);
        using var sb = LayerSpectrum.Of("w", b);
        Assert.True(Propositions.MatchingIdentityError(sa, sb, a, b) < 1e-12);
        Assert.True(Propositions.MatchingIdentityError(sa, sb, a, -b) > 1e-3);
    }

    [Fact]
    public void Should_Find_Room_Or_Equality_When_Layer_Outputs_Are_Compared()
    {
        using var scope = NewDisposeScope();
        using var sa = LayerSpectrum.Of("w", Normal([12, 20], 3));
        using var sb = LayerSpectrum.Of("w", Normal([12, 20], 4));
        var excess = Propositions.OutputBoundExcess(sa, sb, Normal([50, 20], 5));
        Assert.True(excess is <= 1e-9 and > -1);
    }

    [Fact]
    public void Should_Refuse_When_Layers_Differ_In_Shape()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Normal([12, 20], 6), Normal([12, 21], 7));
        using var sa = LayerSpectrum.Of("w", a);
        using var sb = LayerSpectrum.Of("w", b);
        Assert.Throws<ArgumentException>(() => Propositions.MatchingIdentityError(sa, sb, a, b));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Should_Approach_One_When_The_Noise_Gets_Smaller(int seed)
    {
        using var data = ToyData.Stripes(40);
        Assert.Equal(1, Propositions.TaylorRatio(data, 1e-1, seed), 0.1);
        Assert.Equal(1, Propositions.TaylorRatio(data, 1e-3, seed), 0.002);
        Assert.Throws<ArgumentOutOfRangeException>(() => Propositions.TaylorRatio(data, 0, seed));
    }

    private static Tensor Normal(long[] shape, int seed)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, dtype: ScalarType.Float64, generator: generator);
    }
}
