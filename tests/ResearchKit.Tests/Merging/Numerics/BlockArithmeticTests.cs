using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Numerics;

/// <summary>The fused kernels against the same sums written with whole tensors, at sizes around vectors and blocks.</summary>
public sealed class BlockArithmeticTests
{
    public static TheoryData<long, ScalarType> Sizes
    {
        get
        {
            var data = new TheoryData<long, ScalarType>();
            foreach (var size in new long[] { 0, 1, 3, 4, 5, 7, 8, 9, 31, NativeVector<float>.BlockSize - 1, NativeVector<float>.BlockSize, NativeVector<float>.BlockSize + 5, 50_000 })
            {
                data.Add(size, ScalarType.Float32);
                data.Add(size, ScalarType.Float64);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Should_Sum_As_Whole_Tensors_Do(long size, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var tensors = Tensors(size, type);

        var sum = WeightedSum.Of(tensors, [.3, -1.5, 2], [2, 0, 1]);

        Assert.True(sum.equal((tensors[2] * 2) + (tensors[0] * .3) + (tensors[1] * -1.5)).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Should_Elect_As_Whole_Tensors_Do(long size, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var tensors = Tensors(size, type);
        double[] weights = [.5, .25, 2];
        double[] ballot = [1, 1, 1];
        var positive = tensors.Aggregate((x, y) => x + y).ge(0);
        var (total, share) = (zeros_like(tensors[0]), zeros_like(tensors[0]));
        for (var i = 0; i < 3; i++)
        {
            var agrees = tensors[i].gt(0).logical_and(positive).logical_or(tensors[i].lt(0).logical_and(positive.logical_not())).to(type);
            total += tensors[i] * agrees * weights[i];
            share += agrees * weights[i];
        }

        Assert.True(Election.Combine(tensors, weights, ballot, false).allclose(total));
        Assert.True(Election.Combine(tensors, weights, ballot, true).allclose(total / share.where(share.ne(0), ones_like(share))));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Should_Reduce_As_Whole_Tensors_Do(long size, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var tensors = Tensors(size, type);
        var expected = (tensors[0].to(ScalarType.Float64) * tensors[1].to(ScalarType.Float64)).sum().item<double>();

        Assert.Equal(expected, Reductions.Dot(tensors[0], tensors[1]), 1e-9 * (size + 1));
        Assert.Equal(tensors[0].to(ScalarType.Float64).abs().sum().item<double>(), Reductions.AbsoluteSum(tensors[0]), 1e-9 * (size + 1));
    }

    [Fact]
    public void Should_Read_Views_In_Their_Own_Order()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(6, dtype: ScalarType.Float32).reshape(2, 3);
        var other = ones(3, 2);

        Assert.True(WeightedSum.Of([matrix.t(), other], [1, 10], [0, 1]).equal(matrix.t() + 10).all().item<bool>());
        Assert.Equal(9, Reductions.Dot(matrix.narrow(1, 1, 2).t().select(1, 1), ones(2)));
        Assert.Equal([1, 0], ModelOrder.Of([matrix.t(), zeros(3, 2)], [1, 1]));
    }

    private static Tensor[] Tensors(long size, ScalarType type)
    {
        using var generator = new Generator((ulong)(size + 1));
        return [.. Enumerable.Range(0, 3).Select(_ => randn(size, generator: generator).to(type))];
    }
}
