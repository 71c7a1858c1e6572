using FsCheck;
using FsCheck.Fluent;

namespace ResearchKit.Display.Tests;

public class MeasurementTests
{
    public static TheoryData<double[], string> Texts => new()
    {
        { [0.0101, 0.0123, 0.0088], "0.0104 ± 0.0018" },
        { [1, 2, 3], "2.0 ± 1.0" },
        { [1234, 1500, 1400], "1378 ± 134" },
        { [5], "5.000" },
        { [2, 2], "2.000 ± 0" },
        { [], "NaN" },
        { [double.NaN, 1], "NaN ± NaN" },
        { [1e-12, 2e-12], "1.500e-12 ± 7.1e-13" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Should_Write_Mean_And_Spread_With_Matching_Decimals(double[] values, string expected) =>
        Assert.Equal(expected, new Measurement(values).ToString());

    [Fact]
    public void Should_Use_The_Sample_Standard_Deviation()
    {
        Measurement measured = new[] { 2.0, 4, 4, 4, 5, 5, 7, 9 };
        Assert.Equal(5, measured.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), measured.StandardDeviation!.Value, 12);
        Assert.Null(((Measurement)3.0).StandardDeviation);
    }

    [Fact]
    public void Should_Shift_The_Mean_And_Keep_The_Spread_When_All_Values_Are_Shifted() =>
        Prop.ForAll<NonEmptyArray<int>, int>((values, shift) =>
        {
            var before = new Measurement(values.Get.Select(value => value / 64.0));
            var after = new Measurement(values.Get.Select(value => (value / 64.0) + (shift / 64.0)));
            return Math.Abs(after.Mean - before.Mean - (shift / 64.0)) < 1e-6
                && Math.Abs((after.StandardDeviation ?? 0) - (before.StandardDeviation ?? 0)) < 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Should_Be_Equal_When_Values_Are()
    {
        Assert.Equal(new Measurement(1, 2), new Measurement(1, 2));
        Assert.NotEqual(new Measurement(1, 2), new Measurement(2, 1));
    }
}
