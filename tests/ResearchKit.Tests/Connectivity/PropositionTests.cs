using ResearchKit.Connectivity;
using ResearchKit.Models;
using ResearchKit.Tests.Training;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

/// <summary>The propositions of Ito, Yamada and Kumagai, 2024, checked numerically.</summary>
public sealed class PropositionTests
{
    [Theory]
    [InlineData(40, 30)]
    [InlineData(30, 40)]
    public void Should_Keep_Singular_Values_When_A_Dense_Weight_Is_Permuted(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        var weight = Normal([rows, columns], 1, ScalarType.Float32);
        var (p, q) = (Index(rows, 2), Index(columns, 3));
        using var before = LayerSpectrum.Of("w", weight);
        using var after = LayerSpectrum.Of("w", weight.index_select(0, p).index_select(1, q));
        var comparison = new SpectrumComparison("w", before.Values, after.Values);
        Assert.True(comparison.LargestDifference < 1e-5);
        Assert.True(comparison.DistanceLowerBound < 1e-5 * before.Values[0]);

        // The vectors move with the permutation: P u_i up to sign.
        var moved = before.U.index_select(0, p);
        Assert.All(Fixtures.Values((moved * after.U).t().sum(1)), c => Assert.Equal(1, Math.Abs(c), 1e-8));
    }

    [Fact]
    public void Should_Keep_Singular_Values_When_A_Convolution_Is_Permuted()
    {
        using var scope = NewDisposeScope();
        var weight = Normal([12, 8, 3, 3], 4, ScalarType.Float32);
        using var before = LayerSpectrum.Of("w", weight);
        using var after = LayerSpectrum.Of("w", weight.index_select(0, Index(12, 5)).index_select(1, Index(8, 6)));
        Assert.True(new SpectrumComparison("w", before.Values, after.Values).LargestDifference < 1e-5);
    }

    [Fact]
    public void Should_Split_The_Inner_Product_Over_Singular_Triples_When_Permuted()
    {
        using var scope = NewDisposeScope();
        var a = Normal([20, 15], 7);
        var b = Normal([20, 15], 8).index_select(0, Index(20, 9)).index_select(1, Index(15, 10));
        using var sa = LayerSpectrum.Of("w", a);
        using var sb = LayerSpectrum.Of("w", b);
        var terms = SingularVectorAlignment.HeatMap(sa, sb, 15);
        var inner = 0.0;
        for (var i = 0; i < 15; i++)
        {
            for (var j = 0; j < 15; j++)
            {
                inner += sa.Values[i] * sb.Values[j] * terms[i, j];
            }
        }

        Assert.Equal(Fixtures.Values(a * b).Sum(), inner, 1e-10);
        var squared = sa.Values.Sum(s => s * s) + sb.Values.Sum(s => s * s) - (2 * inner);
        Assert.Equal(Fixtures.Values((a - b).square()).Sum(), squared, 1e-9);
    }

    [Fact]
    public void Should_Bound_The_Distance_From_Below_When_Any_Permutation_Is_Tried()
    {
        using var scope = NewDisposeScope();
        using var modelA = Fixtures.SmallMlp(1);
        using var modelB = Fixtures.SmallMlp(2);
        var (a, b) = (Fixtures.Copy(modelA), Fixtures.Copy(modelB));
        using var sa = ModelSpectrum.Of(a);
        using var sb = ModelSpectrum.Of(b);
        var bound = SpectrumComparison.TotalDistanceLowerBound(SpectrumComparison.Of(sa, sb));
        Assert.True(bound > 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var permuted = Shuffles.Mlp(b, Shuffles.Random(7, seed), Shuffles.Random(5, seed + 100));
            Assert.True(ParameterVector.Distance(a, permuted) >= bound);
        }
    }

    [Theory]
    [InlineData(1e-1, 0.1)]
    [InlineData(1e-2, 0.01)]
    [InlineData(1e-3, 0.001)]
    public void Should_Estimate_The_Barrier_To_Second_Order_When_The_Network_Is_Smooth(double noise, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(40);
        using var model = Fixtures.SmallMlp(1);
        var a = Fixtures.Copy(model);
        var b = Fixtures.Add(a, Fixtures.NormalLike(a, 2), noise);
        var loss = new ModelLoss(model, data, 16);
        var estimate = TaylorBarrier.Measure(loss, a, b);
        foreach (var lambda in new[] { 0.25, 0.5, 0.8 })
        {
            var actual = loss.Evaluate(Interpolation.Lerp(a, b, lambda)).Loss - (((1 - lambda) * loss.Evaluate(a).Loss) + (lambda * loss.Evaluate(b).Loss));
            Assert.Equal(1, estimate.At(lambda) / actual, tolerance);
        }

        Assert.Equal(estimate.Half, estimate.At(0.5), 1e-15);
        Assert.Equal((0.25 * (estimate.SlopeA - estimate.SlopeB)) + ((estimate.CurvatureA + estimate.CurvatureB) / 16), estimate.Half, 1e-15);
        Assert.Equal(0, estimate.At(0));
        Assert.Equal(0, estimate.At(1));
        Assert.Equal(ParameterVector.Distance(a, b), estimate.Distance, 1e-15);
        Assert.Equal(loss.Evaluate(a).Loss, estimate.LossA, 1e-12);
        Assert.Equal(loss.Evaluate(b).Loss, estimate.LossB, 1e-12);
    }

    [Fact]
    public void Should_Bound_The_Layer_Output_And_Meet_It_When_Linear()
    {
        using var scope = NewDisposeScope();
        var (a, b, z) = (Normal([9, 12], 1), Normal([9, 12], 2), Normal([30, 12], 3));
        using var sa = LayerSpectrum.Of("w", a);
        using var sb = LayerSpectrum.Of("w", b);
        var bound = LayerOutputBound.Squared(sa, sb, z);
        foreach (var activation in new[] { Activation.Relu, Activation.Tanh, Activation.Linear })
        {
            var actual = Fixtures.Values((activation.Apply(z.matmul(a.t())) - activation.Apply(z.matmul(b.t()))).square().sum(1));
            for (var n = 0; n < bound.Length; n++)
            {
                Assert.True(actual[n] <= bound[n] + 1e-10);
                if (activation == Activation.Linear)
                {
                    Assert.Equal(actual[n], bound[n], 1e-10 * bound[n]);
                }
            }
        }

        Assert.Equal(4 * bound[0], LayerOutputBound.Squared(sa, sb, z, 2)[0], 1e-9);
        Assert.Throws<ArgumentException>(() => LayerOutputBound.Squared(sa, sb, z, -1));
        Assert.Contains("[N, 12]", Assert.Throws<ArgumentException>(() => LayerOutputBound.Squared(sa, sb, ones(2, 5))).Message, StringComparison.Ordinal);
    }

    private static Tensor Normal(long[] shape, int seed, ScalarType dataType = ScalarType.Float64)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, dtype: dataType, generator: generator);
    }

    private static Tensor Index(int size, int seed) => tensor(Shuffles.Random(size, seed), [size]);
}
