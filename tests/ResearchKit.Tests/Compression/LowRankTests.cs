using ResearchKit.Compression;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Compression;

public sealed class LowRankTests
{
    [Theory]
    [InlineData(20, 30, 7, ScalarType.Float64)]
    [InlineData(30, 20, 20, ScalarType.Float64)]
    [InlineData(24, 24, 1, ScalarType.Float32)]
    [InlineData(16, 64, 5, ScalarType.Float32)] // through the Gram matrix
    [InlineData(64, 16, 5, ScalarType.Float32)]
    public void Should_Leave_The_Tail_Of_The_Spectrum_When_Truncated(long m, long n, int rank, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, m, n, type);
        var factors = TruncatedSvd.Factor(w, rank);
        var tail = Matrices.SingularValues(w.to(ScalarType.Float64)).Skip(rank).Sum(value => value * value);
        Assert.Equal(tail, Matrices.SquaredNorm(w - factors.Product()), 1e-4 * Math.Max(tail, 1e-2));
        Assert.Equal(type, factors.Left.dtype);
        Assert.Equal(rank * (m + n), factors.ParameterCount);
    }

    [Theory]
    [InlineData(10, 40)]
    [InlineData(40, 10)]
    public void Should_Give_Orthonormal_Vectors_When_The_Gram_Matrix_Is_Used(long m, long n)
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(2, m, n, ScalarType.Float32);
        var (u, s, vh) = TruncatedSvd.Decompose(w);
        Assert.True(allclose(u.t().matmul(u), eye(10), 0, 1e-4));
        Assert.True(allclose(vh.matmul(vh.t()), eye(10), 0, 1e-4));
        Assert.True(allclose((u * s).matmul(vh), w, 0, 1e-4));
        Assert.True(allclose(s, linalg.svdvals(w), 1e-4, 1e-4));
    }

    [Fact]
    public void Should_Come_Near_The_Best_When_The_Range_Is_Sampled()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            using var scope = NewDisposeScope();
            var w = Matrices.Falling(10 * seed, 60, 80);
            var best = Math.Sqrt(Matrices.SingularValues(w).Skip(10).Sum(value => value * value));
            double Error(int steps) => Math.Sqrt(Matrices.SquaredNorm(w - RandomizedSvd.Factor(w, 10, new RandomizedSvdOptions { PowerSteps = steps, Seed = seed }).Product()));
            Assert.InRange(Error(0) / best, 1 - 1e-9, 1.02); // measured 1.0009 on one instance
            Assert.InRange(Error(1) / best, 1 - 1e-9, 1.0001);
        }
    }

    [Fact]
    public void Should_Repeat_When_The_Seed_Is_The_Same()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 20, 30);
        var options = new RandomizedSvdOptions { PowerSteps = 0, Seed = 3 };
        Assert.True(allclose(RandomizedSvd.Factor(w, 4, options).Left, RandomizedSvd.Factor(w, 4, options).Left, 0, 0));
        Assert.False(allclose(RandomizedSvd.Factor(w, 4, options).Product(), RandomizedSvd.Factor(w, 4, options with { Seed = 4 }).Product(), 0, 1e-6));
        Assert.True(allclose(RandomizedSvd.Factor(w, 20, options).Product(), w, 0, 1e-9)); // full rank
    }

    [Fact]
    public void Should_Count_Ranks_When_Asked()
    {
        Assert.Equal(614, LowRank.BreakEven(768, 3072));
        Assert.Equal(32, LowRank.ForShare(768, 3072, 32 * 3840.0 / (768 * 3072), roundUp: true));
        Assert.Equal(1, LowRank.ForShare(4, 4, 1e-6));
        Assert.Equal(4, LowRank.ForShare(4, 4, 100));
        Assert.Equal(3, LowRank.ForShare(10, 10, 0.61));
        Assert.Equal(4, LowRank.ForShare(10, 10, 0.61, roundUp: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => LowRank.ForShare(4, 4, 0));
    }

    [Fact]
    public void Should_Apply_The_Product_When_Run()
    {
        using var scope = NewDisposeScope();
        var factors = TruncatedSvd.Factor(Matrices.Normal(1, 5, 7), 3);
        var x = Matrices.Normal(2, 4, 7);
        Assert.True(allclose(factors.Forward(x), x.matmul(factors.Product().t()), 1e-12, 1e-12));
    }

    [Fact]
    public void Should_Refuse_What_Is_Not_A_Finite_Matrix_When_Factored()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 5, 7);
        Assert.Throws<ArgumentException>(() => TruncatedSvd.Factor(w, 0));
        Assert.Throws<ArgumentException>(() => TruncatedSvd.Factor(w, 6));
        Assert.Throws<ArgumentException>(() => TruncatedSvd.Factor(w[0], 1));
        Assert.Throws<ArgumentException>(() => TruncatedSvd.Factor(w * double.NaN, 1));
        Assert.Throws<ArgumentException>(() => TruncatedSvd.Factor(zeros(0, 4), 1));
        Assert.Throws<ArgumentException>(() => RandomizedSvd.Factor(w, 2, new RandomizedSvdOptions { PowerSteps = -1 }));
        Assert.Throws<ArgumentException>(() => new LowRankFactors(ones(3, 2), ones(3, 2)));
    }

    [Fact]
    public void Should_Measure_Stable_Rank_When_The_Spectrum_Is_Known()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(4, StableRank.Of(eye(4, dtype: ScalarType.Float64)), 1e-12);
        Assert.Equal(1, StableRank.Of(ones(5, 3)), 1e-6);
        Assert.Equal(1.25, StableRank.Of(diag(tensor([2.0, 1.0]))), 1e-12);
        Assert.Equal(0, StableRank.Of(zeros(2, 2)));
    }
}
