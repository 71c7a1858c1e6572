using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace ResearchKit.Display.Tests;

public class NumbersTests
{
    [Theory]
    [InlineData(0.5, 3, "0.500")]
    [InlineData(1234567, 3, "1230000")]
    [InlineData(12345678, 3, "1.23e7")]
    [InlineData(0.00012345, 3, "0.000123")]
    [InlineData(0.000012345, 3, "1.23e-5")]
    [InlineData(-1.005, 2, "-1.0")]
    [InlineData(9.999, 2, "10")]
    [InlineData(0.0, 3, "0.00")]
    [InlineData(double.NaN, 3, "NaN")]
    [InlineData(double.PositiveInfinity, 3, "∞")]
    [InlineData(double.NegativeInfinity, 3, "-∞")]
    public void Should_Write_Significant_Digits(double value, int digits, string expected) =>
        Assert.Equal(expected, Numbers.Significant(value, digits));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.00 KiB")]
    [InlineData(5_000_000, "4.77 MiB")]
    [InlineData(long.MaxValue, "8390000 TiB")]
    public void Should_Write_Bytes_In_The_Unit_That_Suits(long count, string expected) => Assert.Equal(expected, Numbers.Bytes(count));

    [Fact]
    public void Should_Be_Within_Half_A_Unit_Of_The_Last_Digit_For_Any_Number() =>
        Prop.ForAll<NormalFloat>(value =>
        {
            var shown = double.Parse(Numbers.Significant(value.Get, 4), CultureInfo.InvariantCulture);
            return Math.Abs(shown - value.Get) <= 0.501e-3 * Math.Abs(value.Get);
        }).QuickCheckThrowOnFailure();
}
