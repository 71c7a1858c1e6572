using ResearchKit.Statistics;

namespace ResearchKit.Tests.Statistics;

public sealed class KendallTauTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Should_Agree_With_Counting_All_Pairs_When_There_Are_Ties(int seed)
    {
        var random = new Seed((ulong)seed).ToRandom();
        var n = 60;
        var (x, y) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            (x[i], y[i]) = (random.Next(8), random.Next(5));
        }

        long score = 0, tiedX = 0, tiedY = 0, pairs = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++, pairs++)
            {
                score += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                tiedX += x[i] == x[j] ? 1 : 0;
                tiedY += y[i] == y[j] ? 1 : 0;
            }
        }

        Assert.Equal(score / Math.Sqrt((double)(pairs - tiedX) * (pairs - tiedY)), KendallTau.B(x, y), 12);
    }

    // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) gives this.
    [Fact]
    public void Should_Give_The_Known_Value_When_The_Example_Is_A_Textbook_One() => Assert.Equal(-0.4714045207910316, KendallTau.B([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), 12);

    [Fact]
    public void Should_Give_One_And_Minus_One_When_Orders_Are_Equal_And_Opposite()
    {
        Assert.Equal(1, KendallTau.B([1, 2, 3], [10, 20, 30]), 12);
        Assert.Equal(-1, KendallTau.B([1, 2, 3], [30, 20, 10]), 12);
    }

    [Fact]
    public void Should_Give_No_Number_When_A_Column_Is_Constant() => Assert.True(double.IsNaN(KendallTau.B([1, 1, 1], [1, 2, 3])));

    [Fact]
    public void Should_Refuse_When_Lengths_Differ_Or_A_Figure_Is_Missing()
    {
        Assert.Contains("3 and 2", Assert.Throws<ArgumentException>(() => KendallTau.B([1, 2, 3], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => KendallTau.B([1, double.NaN], [1, 2])).Message, StringComparison.Ordinal);
    }
}
