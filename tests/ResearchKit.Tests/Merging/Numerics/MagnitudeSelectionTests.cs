using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Numerics;

public sealed class MagnitudeSelectionTests
{
    [Theory]
    [InlineData(.5, "0 0 0 0 5 6 7")]
    [InlineData(.999, "0 2 3 4 5 6 7")]
    [InlineData(.1, "0 0 0 0 0 0 7")]
    [InlineData(1.0, "1 2 3 4 5 6 7")]
    public void Should_Keep_The_Largest_When_A_Density_Is_Given(double density, string expected)
    {
        using var scope = NewDisposeScope();
        var values = tensor(new float[] { 1, 2, 3, 4, 5, 6, 7 });

        Assert.Equal(expected, string.Join(" ", MagnitudeSelection.Band(values, 0, Kept.Count(density, 7)).data<float>().ToArray()));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Should_Agree_With_Sorting(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(11);
        foreach (var count in new long[] { 1, 2, 7, 1000, 40_000, 300_001 })
        {
            // Rounded, so that many magnitudes are equal and their places decide.
            var values = (randn(count, generator: generator) * 20).round().to(type) / 7;
            var numbers = values.to(ScalarType.Float64).data<double>().ToArray();
            int[] sorted = [.. Enumerable.Range(0, numbers.Length).OrderByDescending(i => Math.Abs(numbers[i]))]; // stable
            foreach (var (skip, keep) in new[] { (0L, 1L), (0L, count), (count / 3, count / 2), (1L, count), (0L, 0L), (count, 5L) })
            {
                var expected = new double[count];
                foreach (var place in sorted.Skip((int)skip).Take((int)keep))
                {
                    expected[place] = numbers[place];
                }

                Assert.Equal(expected, MagnitudeSelection.Band(values, skip, keep).to(ScalarType.Float64).data<double>().ToArray());
            }

            foreach (var rank in new[] { 0, count / 2, count - 1 })
            {
                Assert.Equal(Math.Abs(numbers[sorted[count - 1 - rank]]), MagnitudeSelection.OrderStatistic(values, rank));
            }
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Should_Find_The_Same_Threshold_When_A_Sample_Narrows_The_Search(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        const int Size = 500_003; // sampled
        var smooth = randn(Size, generator: generator).to(type);
        var periodic = (arange(Size) % 16).to(type); // a stride of the sample may see a few of its values only
        foreach (var values in new[] { smooth, periodic, ones(Size, dtype: type) })
        {
            double[] sorted = [.. values.to(ScalarType.Float64).abs().data<double>().ToArray().Order()];
            foreach (var rank in new[] { 0, 1, 17, Size / 5, Size / 2, Size - 18, Size - 1 })
            {
                Assert.Equal(sorted[rank], MagnitudeSelection.OrderStatistic(values, rank));
            }

            Assert.Equal(Size / 5, MagnitudeSelection.Band(values + 1, 3, Size / 5).ne(0).sum().item<long>());
        }
    }

    [Fact]
    public void Should_Count_In_Place_When_Very_Many_Magnitudes_Are_Equal()
    {
        using var scope = NewDisposeScope();
        const int Size = (1 << 22) + 100; // more than are gathered
        var values = zeros(Size);
        values.narrow(0, Size - 3, 3).fill_(2);

        var kept = MagnitudeSelection.Band(values + 1, 0, 10);

        Assert.Equal(10, kept.ne(0).sum().item<long>());
        Assert.Equal(7, kept.narrow(0, 0, 7).sum().item<float>());
        Assert.Equal(9, kept.narrow(0, Size - 3, 3).sum().item<float>());
        Assert.Equal(0, MagnitudeSelection.Band(zeros(Size), 0, 10).abs().max().item<float>());
        Assert.Equal(1, MagnitudeSelection.OrderStatistic(values + 1, Size / 2));
    }

    [Fact]
    public void Should_Read_A_View_In_Its_Own_Order()
    {
        using var scope = NewDisposeScope();
        var turned = tensor(new float[] { 1, -6, 3, 4, 5, 2 }, 2, 3).t();

        Assert.Equal([0f, 0, -6, 5, 0, 0], MagnitudeSelection.Band(turned, 0, 2).contiguous().data<float>().ToArray());
    }

    [Theory]
    [InlineData(.7, 10, 7)]
    [InlineData(.29, 100, 29)]
    [InlineData(.5, 7, 3)]
    [InlineData(.999, 7, 6)]
    [InlineData(.1, 0, 0)]
    public void Should_Count_A_Decimal_Share_As_A_Person_Would(double density, long elements, long expected)
    {
        Assert.Equal(expected, Kept.Count(density, elements));
    }
}
