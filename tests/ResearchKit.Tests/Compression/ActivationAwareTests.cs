using ResearchKit.Compression;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Compression;

public sealed class ActivationAwareTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void Should_Leave_Exactly_The_Tail_Of_The_Whitened_Spectrum_When_Truncated(int rank)
    {
        using var scope = NewDisposeScope();
        var (w, x, gram) = Case(1);
        var (factors, error) = WhitenedSvd.Factor(w, gram, rank);
        var cholesky = linalg.cholesky(gram);
        var tail = Matrices.SingularValues(w.matmul(cholesky)).Skip(rank).Sum(value => value * value);
        var measured = Matrices.SquaredNorm(x.matmul((w - factors.Product()).t()));
        Assert.Equal(tail, measured, 1e-6 * tail);
        Assert.Equal(tail, error, 1e-6 * tail);

        // The textbook form: truncate W L, then undo L.
        var plain = TruncatedSvd.Factor(w.matmul(cholesky), rank).Product().matmul(linalg.inv(cholesky));
        Assert.True(allclose(plain, factors.Product(), 1e-6, 1e-7));
    }

    [Fact]
    public void Should_Beat_Plain_And_Asvd_When_Inputs_Fall_Off()
    {
        using var scope = NewDisposeScope();
        var (w, x, gram) = Case(2);
        var mean = x.abs().mean([0L]);
        var whole = Matrices.SquaredNorm(x.matmul(w.t()));
        foreach (var rank in new[] { 4, 8, 16, 32 })
        {
            double Error(LowRankFactors factors) => Math.Sqrt(Matrices.SquaredNorm(x.matmul((w - factors.Product()).t())) / whole);
            var plain = Error(TruncatedSvd.Factor(w, rank));
            var scaled = Error(new ActivationAwareSvd().Factor(w, mean, rank));
            var whitened = Error(WhitenedSvd.Factor(w, gram, rank).Factors);
            Assert.True(whitened < plain && whitened < scaled, $"rank {rank}: {plain} {scaled} {whitened}");
        }
    }

    [Fact]
    public void Should_Lose_To_Plain_Truncation_When_Means_Mislead()
    {
        // Input 0 is always 1; input 1 is 10 for one token in 25: mean |x| 1 and 0.4, but root mean square 1 and 2. Of rank 1, plain truncation keeps the larger weight, that of input 1.
        using var scope = NewDisposeScope();
        var w = diag(tensor([1.0, 1.01]));
        var x = stack([ones(25, dtype: ScalarType.Float64), cat([full([1], 10.0), zeros(24, dtype: ScalarType.Float64)], 0)], 1);
        double Error(LowRankFactors factors) => Matrices.SquaredNorm(x.matmul((w - factors.Product()).t()));
        Assert.Equal(25, Error(TruncatedSvd.Factor(w, 1)), 1e-9);
        Assert.Equal(102.01, Error(new ActivationAwareSvd().Factor(w, x.abs().mean([0L]), 1)), 1e-9);
        Assert.True(Error(WhitenedSvd.Factor(w, x.t().matmul(x), 1).Factors) <= 25);
    }

    [Fact]
    public void Should_Be_Plain_Truncation_When_Alpha_Is_Zero()
    {
        using var scope = NewDisposeScope();
        var (w, x, _) = Case(3);
        var asvd = new ActivationAwareSvd { Alpha = 0 }.Factor(w, x.abs().mean([0L]), 8);
        Assert.True(allclose(asvd.Product(), TruncatedSvd.Factor(w, 8).Product(), 1e-9, 1e-10));
    }

    [Fact]
    public void Should_Scale_Inputs_Before_Truncating_When_Asvd_Is_Used()
    {
        using var scope = NewDisposeScope();
        var (w, x, _) = Case(4);
        var mean = x.abs().mean([0L]);
        var d = diag(mean.sqrt());
        var expected = TruncatedSvd.Factor(w.matmul(d), 8).Product().matmul(linalg.inv(d));
        Assert.True(allclose(expected, new ActivationAwareSvd().Factor(w, mean, 8).Product(), 1e-9, 1e-10));
    }

    [Fact]
    public void Should_Be_Defined_When_Inputs_Span_Less_Than_The_Space()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 12, 20);
        var x = Matrices.Normal(2, 5, 20); // five tokens: the matrix of second moments is singular
        var (factors, error) = WhitenedSvd.Factor(w, x.t().matmul(x), 5);
        Assert.True(Matrices.SquaredNorm(x.matmul((w - factors.Product()).t())) < 1e-18 * Matrices.SquaredNorm(x.matmul(w.t())) + 1e-15);
        Assert.True(error < 1e-9);
    }

    [Fact]
    public void Should_Gather_The_Same_Sums_When_Tokens_Come_In_Parts()
    {
        using var scope = NewDisposeScope();
        using var statistics = new InputStatistics(6);
        var x = Matrices.Normal(1, 10, 6);
        statistics.Add(x.narrow(0, 0, 4));
        statistics.Add(x.narrow(0, 4, 6).reshape(2, 3, 6));
        Assert.Equal(10, statistics.Tokens);
        Assert.True(allclose(statistics.Gram, x.t().matmul(x), 1e-12, 1e-12));
        Assert.True(allclose(statistics.MeanAbsolute, x.abs().mean([0L]), 1e-12, 1e-12));
        Assert.True(allclose(statistics.Norm, x.square().sum([0L]).sqrt(), 1e-12, 1e-12));
        Assert.Throws<ArgumentException>(() => statistics.Add(ones(3, 5)));
        Assert.Throws<ArgumentException>(() => statistics.Add(x * double.PositiveInfinity));
        using var small = new InputStatistics(6, withGram: false);
        Assert.Throws<InvalidOperationException>(() => small.Gram);
    }

    [Fact]
    public void Should_Say_What_Does_Not_Fit_When_Statistics_Belong_Elsewhere()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 5, 7);
        Assert.Throws<ArgumentException>(() => WhitenedSvd.Factor(w, eye(5), 2));
        Assert.Throws<ArgumentException>(() => WhitenedSvd.Factor(w, eye(7) * double.NaN, 2));
        Assert.Throws<ArgumentException>(() => new ActivationAwareSvd().Factor(w, ones(5), 2));
        Assert.Throws<ArgumentException>(() => new ActivationAwareSvd().Factor(w, zeros(7), 2));
    }

    private static (Tensor Weight, Tensor Inputs, Tensor Gram) Case(int seed)
    {
        var x = Matrices.Activations(seed, 400, 96);
        return (Matrices.Normal(seed + 50, 64, 96), x, x.t().matmul(x));
    }
}
