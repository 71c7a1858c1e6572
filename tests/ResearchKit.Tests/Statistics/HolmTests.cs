using ResearchKit.Statistics;

namespace ResearchKit.Tests.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Should_Multiply_By_The_Tests_That_Remain_And_Never_Fall()
    {
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]), (x, y) => Math.Abs(x - y) < 1e-15);
    }

    [Fact]
    public void Should_Stop_At_One()
    {
        Assert.Equal([1, 1], Holm.Adjust([0.8, 0.9]));
    }

    [Fact]
    public void Should_Leave_A_Single_Test_As_It_Is()
    {
        Assert.Equal([0.04], Holm.Adjust([0.04]));
        Assert.Empty(Holm.Adjust([]));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Should_Refuse_What_Is_Not_A_Probability(double value)
    {
        var error = Assert.Throws<ArgumentException>(() => Holm.Adjust([0.5, value]));

        Assert.Contains("p value 1", error.Message, StringComparison.Ordinal);
    }
}
