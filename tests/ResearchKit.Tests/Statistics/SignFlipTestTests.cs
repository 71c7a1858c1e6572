using ResearchKit.Statistics;

namespace ResearchKit.Tests.Statistics;

public sealed class SignFlipTestTests
{
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(5, 0.0625)]
    [InlineData(8, 0.0078125)]
    public void Should_Reach_The_Smallest_P_Value_When_All_Signs_Agree(int count, double expected)
    {
        var result = SignFlipTest.Differences([.. Enumerable.Range(1, count).Select(i => 0.1 * i)]);

        Assert.Equal(expected, result.PValue);
        Assert.True(result.Exact);
        Assert.Equal(count, result.Count);
    }

    [Fact]
    public void Should_Count_Patterns_When_Signs_Differ()
    {
        // |±1 ±2 ±3| is at least |3 + 2 - 1| = 4 for (3, 2, 1), (3, 2, -1) and their opposites: 4 of 8.
        var result = SignFlipTest.Differences([-1, 2, 3]);

        Assert.Equal(0.5, result.PValue);
        Assert.Equal(4.0 / 3, result.MeanDifference, 1e-15);
    }

    [Fact]
    public void Should_Count_Equal_Sums_As_Reached_When_Rounding_Separates_Them()
    {
        // Each pattern of three signs gives the same |sum| as the observed one, up to the order of addition.
        Assert.Equal(SignFlipTest.Differences([1, 2, 3]).PValue, SignFlipTest.Differences([0.1, 0.2, 0.3]).PValue);
        Assert.Equal(1, SignFlipTest.Differences([0.1, 0.2, -0.3]).PValue);
    }

    [Fact]
    public void Should_Not_Depend_On_Scale_Order_Or_Direction()
    {
        double[] differences = [0.3, -0.1, 0.25, 0.4, 0.05, -0.02];
        var expected = SignFlipTest.Differences(differences).PValue;

        Assert.Equal(expected, SignFlipTest.Differences([.. differences.Reverse()]).PValue);
        Assert.Equal(expected, SignFlipTest.Differences([.. differences.Select(d => -1e-6 * d)]).PValue);
        Assert.Equal(expected, SignFlipTest.Paired([1.3, 0.9, 1.25, 1.4, 1.05, 0.98], [1, 1, 1, 1, 1, 1]).PValue, 1e-12);
    }

    [Fact]
    public void Should_Find_Nothing_When_All_Differences_Are_Zero()
    {
        Assert.Equal(1, SignFlipTest.Differences([0, 0, 0]).PValue);
    }

    [Fact]
    public void Should_Reject_As_Often_As_The_Level_Says_When_There_Is_No_Difference()
    {
        const int Trials = 2000;
        var random = new Seed(7).ToRandom();
        var rejected = Enumerable.Range(0, Trials).Count(_ => SignFlipTest.Differences([.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() - 0.5)]).PValue <= 0.05);

        Assert.InRange(rejected / (double)Trials, 0.03, 0.065); // 0.047 expected (12 of 256 patterns), four standard deviations of 2000 draws to either side
    }

    [Fact]
    public void Should_Draw_Patterns_When_There_Are_Too_Many_To_Try()
    {
        var random = new Seed(8).ToRandom();
        double[] differences = [.. Enumerable.Range(0, SignFlipTest.MaxExactCount + 10).Select(_ => random.NextDouble() - 0.3)];
        var result = SignFlipTest.Differences(differences, 20_000, 3);

        Assert.False(result.Exact);
        Assert.Equal(result, SignFlipTest.Differences(differences, 20_000, 3));
        Assert.InRange(result.PValue, 1.0 / 20_001, 0.05);
    }

    [Fact]
    public void Should_Agree_With_The_Exact_Value_When_Patterns_Are_Drawn()
    {
        double[] differences = [0.9, -0.2, 0.5, 0.1, -0.4, 0.3, 0.7, -0.1];
        var exact = SignFlipTest.Differences(differences).PValue;

        // Thirteen zeros change no sum, and lift the count over the limit.
        var drawn = SignFlipTest.Differences([.. differences, .. new double[13]], 100_000, 5);

        Assert.False(drawn.Exact);
        Assert.Equal(exact, drawn.PValue, 0.01);
    }

    [Fact]
    public void Should_Refuse_Cases_Without_Partner()
    {
        var error = Assert.Throws<ArgumentException>(() => SignFlipTest.Paired([1, 2], [1]));

        Assert.Contains("2 first and 1 second", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SignFlipTest.Differences([]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Should_Refuse_A_Difference_That_Is_Not_Finite(double value)
    {
        var error = Assert.Throws<ArgumentException>(() => SignFlipTest.Differences([1, value]));

        Assert.Contains("Difference 1", error.Message, StringComparison.Ordinal);
    }
}
