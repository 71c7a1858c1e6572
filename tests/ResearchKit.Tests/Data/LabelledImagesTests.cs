using ResearchKit.Data;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Data;

public sealed class LabelledImagesTests
{
    [Fact]
    public void Should_Refuse_Tensors_That_Are_Not_Images_And_Labels()
    {
        using var images = zeros([3, 1, 2, 2]);
        using var labels = zeros([3], ScalarType.Int64);
        using var flat = zeros([3, 4]);
        using var doubles = zeros([3, 1, 2, 2], ScalarType.Float64);
        using var fewer = zeros([2], ScalarType.Int64);
        using var ints = zeros([3], ScalarType.Int32);

        Assert.Contains("(3, 4)", Assert.Throws<ArgumentException>(() => new LabelledImages(flat, labels)).Message, StringComparison.Ordinal);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => new LabelledImages(doubles, labels)).Message, StringComparison.Ordinal);
        Assert.Contains("Int32", Assert.Throws<ArgumentException>(() => new LabelledImages(images, ints)).Message, StringComparison.Ordinal);
        Assert.Contains("3 images and 2 labels", Assert.Throws<ArgumentException>(() => new LabelledImages(images, fewer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Keep_A_Subset_When_The_Whole_Is_Disposed()
    {
        var whole = Numbered(5);
        using var two = whole.Take(2);
        using var some = whole.Select([4, 0, 4]);

        whole.Dispose();

        Assert.Equal([0L, 1L], two.Labels.data<long>().ToArray());
        Assert.Equal([0f, 1f], two.Images.data<float>().ToArray());
        Assert.Equal([4L, 0L, 4L], some.Labels.data<long>().ToArray());
        Assert.Equal([4f, 0f, 4f], some.Images.data<float>().ToArray());
        Assert.Equal([3L, 1L, 1L, 1L], some.Images.shape);
    }

    [Fact]
    public void Should_Allow_Empty_And_Whole_Subsets()
    {
        using var whole = Numbered(3);
        using var none = whole.Take(0);
        using var all = whole.Take(3);
        using var chosen = whole.Select([]);

        Assert.Equal(0, none.Count);
        Assert.Equal(3, all.Count);
        Assert.Equal(0, chosen.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Should_Refuse_Numbers_Out_Of_Range(long number)
    {
        using var whole = Numbered(3);

        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Take(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Select([0, number]));
    }

    private static LabelledImages Numbered(int count) => new(
        tensor(Enumerable.Range(0, count).Select(i => (float)i).ToArray(), [count, 1, 1, 1], ScalarType.Float32),
        tensor(Enumerable.Range(0, count).Select(i => (long)i).ToArray(), [count], ScalarType.Int64));
}
