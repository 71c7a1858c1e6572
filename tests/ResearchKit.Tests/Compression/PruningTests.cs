using ResearchKit.Compression;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Compression;

public sealed class PruningTests
{
    [Fact]
    public void Should_Drop_The_Smallest_Of_The_Matrix_When_Pruned_By_Magnitude()
    {
        using var scope = NewDisposeScope();
        var w = tensor([5.0, -1, 2, -4, 3, 0.5], [2, 3]);
        Assert.Equal([1.0, 0, 0, 1, 1, 0], Fixtures.Values(MagnitudePruning.Mask(w, 0.5)));
        Assert.Equal([1.0, 1, 1, 1, 1, 1], Fixtures.Values(MagnitudePruning.Mask(w, 0)));
        Assert.Equal(0, Fixtures.Values(MagnitudePruning.Mask(w, 1)).Sum());
        Assert.Equal([1.0, 1, 1, 0, 0, 0], Fixtures.Values(MagnitudePruning.Mask(ones(2, 3), 0.5))); // ties: the lower index stays
    }

    [Fact]
    public void Should_Drop_Whole_Rows_Or_Columns_When_Structured()
    {
        using var scope = NewDisposeScope();
        var w = tensor([5.0, 0, 0, 1, 1, 1], [2, 3]);
        Assert.Equal([1.0, 1, 1, 0, 0, 0], Fixtures.Values(MagnitudePruning.StructuredMask(w, 0.5, 0)));
        Assert.Equal([1.0, 1, 0, 1, 1, 0], Fixtures.Values(MagnitudePruning.StructuredMask(w, 0.34, 1)));
        Assert.Throws<ArgumentException>(() => MagnitudePruning.StructuredMask(w, 0.5, 2));
    }

    [Fact]
    public void Should_Compare_Within_Rows_By_Weight_Times_Input_When_Wanda_Prunes()
    {
        using var scope = NewDisposeScope();
        var w = tensor([1.0, -2, 3, -4, 10, 1, 1, 1], [2, 4]);
        var norm = tensor([10.0, 1, 1, 0.5]);
        // Scores: 10 2 3 2 | 100 1 1 0.5
        Assert.Equal([1.0, 0, 1, 0, 1, 1, 0, 0], Fixtures.Values(WandaPruning.Mask(w, norm, 0.5)));
        Assert.Equal([1.0, 0, 1, 0, 1, 0, 1, 0], Fixtures.Values(WandaPruning.Mask(w, norm, 1, 2)));
    }

    [Fact]
    public void Should_Beat_Magnitude_When_Inputs_Differ_In_Size()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 40, 60);
        var x = Matrices.Normal(2, 500, 60) * tensor(Enumerable.Range(0, 60).Select(i => Math.Exp(-0.05 * i)).ToArray());
        double Error(Tensor mask) => Matrices.SquaredNorm(x.matmul((w * mask.logical_not().to(ScalarType.Float64)).t()));
        Assert.True(Error(WandaPruning.Mask(w, x.square().sum([0L]).sqrt(), 0.5)) < 0.7 * Error(MagnitudePruning.Mask(w, 0.5)));
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(4, 8)]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    public void Should_Keep_N_Of_Every_M_When_Asked(int n, int m)
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(3, 6, 16);
        foreach (var mask in new[] { MagnitudePruning.Mask(w, n, m), WandaPruning.Mask(w, ones(16), n, m) })
        {
            Assert.All(Fixtures.Values(mask.reshape(-1, m).to(ScalarType.Float64).sum([1L])), count => Assert.Equal(n, count));
        }

        Assert.True(allclose(MagnitudePruning.Mask(w, n, m).to(ScalarType.Float64), WandaPruning.Mask(w, ones(16), n, m).to(ScalarType.Float64)));
    }

    [Fact]
    public void Should_Refuse_When_Numbers_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 4, 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => MagnitudePruning.Mask(w, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => MagnitudePruning.Mask(w, double.NaN));
        Assert.Throws<ArgumentException>(() => MagnitudePruning.Mask(w, 2, 4));
        Assert.Throws<ArgumentException>(() => MagnitudePruning.Mask(w, 4, 3));
        Assert.Throws<ArgumentException>(() => WandaPruning.Mask(w, ones(4), 0.5));
        Assert.Throws<ArgumentException>(() => WandaPruning.Mask(w * double.NaN, ones(6), 0.5));
    }
}
