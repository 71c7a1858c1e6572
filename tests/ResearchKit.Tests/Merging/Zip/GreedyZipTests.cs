using ResearchKit.Merging.Zip;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Zip;

public sealed class GreedyZipTests
{
    /// <summary>Two models of two units: a0, a1, b0, b1.</summary>
    private static double[] Small() =>
    [
        1.0, 0.9, 0.2, 0.1,
        0.9, 1.0, 0.3, 0.8,
        0.2, 0.3, 1.0, 0.7,
        0.1, 0.8, 0.7, 1.0,
    ];

    [Fact]
    public void Should_Take_One_Unit_Of_Each_Model_When_The_Budget_Is_Zero()
    {
        var zip = GreedyZip.Solve(Small(), 2, 2, alpha: 0, beta: 0);

        // 0.9 is within model a and forbidden; 0.8 joins a1 and b1, then a0 and b0 are left.
        Assert.Equal([0, 1, 0, 1], zip.FeatureOf);
        Assert.Equal(2, zip.SharedFeatures);
        Assert.Equal(0, zip.SameModelMerges);
        Assert.Equal(0, zip.ForcedMerges);
    }

    [Fact]
    public void Should_Merge_Within_A_Model_When_The_Budget_Allows_It()
    {
        var zip = GreedyZip.Solve(Small(), 2, 2, alpha: 0, beta: 1);

        // 0.9 joins a0 and a1 and closes them; 0.7 then joins b0 and b1.
        Assert.Equal([0, 0, 1, 1], zip.FeatureOf);
        Assert.Equal(0, zip.SharedFeatures);
        Assert.Equal(2, zip.SameModelMerges);
    }

    [Fact]
    public void Should_Merge_A_Feature_Again_When_Alpha_Leaves_It_Most_Alike()
    {
        double[] similarity =
        [
            1.0, 0.90, 0.80, 0.1,
            0.9, 1.00, 0.85, 0.1,
            0.8, 0.85, 1.00, 0.2,
            0.1, 0.10, 0.20, 1.0,
        ];

        // a0 + a1 keep min(0.8, 0.85) = 0.8 towards b0 with alpha = 1; with alpha = 0.1 it is 0.08, and b0 + b1 at 0.2 come first.
        Assert.Equal([0, 0, 0, 1], GreedyZip.Solve((double[])similarity.Clone(), 2, 2, alpha: 1, beta: 1).FeatureOf);
        Assert.Equal([0, 0, 1, 1], GreedyZip.Solve((double[])similarity.Clone(), 2, 2, alpha: 0.1, beta: 1).FeatureOf);
    }

    [Fact]
    public void Should_Count_Forced_Merges_When_Limits_Leave_No_Pair()
    {
        // Three models of one unit: the first merge closes its feature, and the third unit has nowhere else to go.
        double[] similarity = [1.0, 0.9, 0.2, 0.9, 1.0, 0.3, 0.2, 0.3, 1.0];
        var zip = GreedyZip.Solve(similarity, 3, 1, alpha: 0, beta: 0);
        Assert.Equal([0, 0, 0], zip.FeatureOf);
        Assert.Equal(1, zip.ForcedMerges);
        Assert.Equal(0, zip.SameModelMerges);
    }

    [Theory]
    [InlineData(2, 1, 0.3, 0.125)]
    [InlineData(2, 9, 0.3, 0.125)]
    [InlineData(2, 16, 0, 0)]
    [InlineData(2, 16, 0, 1)]
    [InlineData(2, 16, 1, 0.5)]
    [InlineData(3, 11, 0.3, 0.4)]
    [InlineData(4, 7, 0.1, 1)]
    public void Should_Equal_The_Plain_Search_When_Partners_Are_Kept(int models, int units, double alpha, double beta)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            // Few distinct values, so that ties are many.
            var similarity = Random(models * units, seed, levels: seed % 3 == 0 ? 4 : 1000);
            var plain = GreedyZip.SolvePlainly((double[])similarity.Clone(), models, units, alpha, beta);
            var cached = GreedyZip.Solve(similarity, models, units, alpha, beta);
            Assert.Equal(plain.FeatureOf, cached.FeatureOf);
            Assert.Equal((plain.SameModelMerges, plain.ForcedMerges), (cached.SameModelMerges, cached.ForcedMerges));
            Assert.Equal(units, cached.FeatureOf.Distinct().Count());
            Assert.Equal(units - 1, cached.FeatureOf.Max());
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.8)]
    public void Should_Stay_Within_The_Budget_When_Nothing_Was_Forced(double beta)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var zip = GreedyZip.Solve(Random(40, seed, 1000), 2, 20, 0.3, beta);
            Assert.True(zip.ForcedMerges > 0 || zip.SameModelMerges <= 2 * (int)(10 * beta), $"{zip.SameModelMerges} merges within models at beta {beta}");
        }
    }

    [Fact]
    public void Should_Give_Matrices_That_Average_And_Copy_When_Features_Hold_Several_Units()
    {
        var zip = GreedyZip.Solve(Random(24, 5, 1000), 2, 12, 0.3, 1);
        using var scope = NewDisposeScope();
        var rows = zip.MergeMatrix(0).sum(1) + zip.MergeMatrix(1).sum(1);
        Assert.True((rows - 1).abs().max().ToDouble() < 1e-12);
        for (var model = 0; model < 2; model++)
        {
            Assert.True((zip.UnmergeMatrix(model).sum(1) - 1).abs().max().ToDouble() < 1e-12);
        }

        // M U = I: reading a feature's units back and merging them again changes nothing.
        var both = zip.MergeMatrix(0).matmul(zip.UnmergeMatrix(0)) + zip.MergeMatrix(1).matmul(zip.UnmergeMatrix(1));
        Assert.True((both - eye(12, dtype: ScalarType.Float64)).abs().max().ToDouble() < 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => zip.MergeMatrix(2));
    }

    private static double[] Random(int size, int seed, int levels)
    {
        var random = new Seed((ulong)seed).ToRandom();
        var similarity = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = i; j < size; j++)
            {
                similarity[(i * size) + j] = similarity[(j * size) + i] = (random.Next(2 * levels) - levels) / (double)levels;
            }
        }

        return similarity;
    }
}
