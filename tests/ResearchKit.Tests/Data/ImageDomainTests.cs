using ResearchKit.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Data;

public sealed class ImageDomainTests
{
    [Fact]
    public void Should_Change_Pixels_As_The_Domain_Says()
    {
        using var scope = NewDisposeScope();
        var images = new LabelledImages(tensor(new[] { 0f, .25f, .75f, 1f }).reshape(1, 1, 2, 2), tensor(new[] { 7L }));

        Assert.Equal([1f, .75f, .25f, 0f], Pixels(ImageDomain.Inverted.Apply(images)));
        Assert.Equal([.25f, 1f, 0f, .75f], Pixels(ImageDomain.Rotated.Apply(images)));
        Assert.Equal([.6f, .25f, .75f, 1f], Pixels(ImageDomain.Stripes.Apply(images)));
        Assert.Equal([.5f, .5f, .75f, 1f], Pixels(ImageDomain.VerticalStripes.Apply(images)));
        Assert.Equal(7, ImageDomain.Inverted.Apply(images).Labels[0].item<long>());
        Assert.Equal([0f, .25f, .75f, 1f], Pixels(images));
    }

    [Fact]
    public void Should_Draw_The_Same_Noise_When_The_Seed_Is_The_Same()
    {
        using var scope = NewDisposeScope();
        var images = ImageDataSets.Digits().Test;

        var (first, again, other) = (ImageDomain.Noise.Apply(images, 1).Images, ImageDomain.Noise.Apply(images, 1).Images, ImageDomain.Noise.Apply(images, 2).Images);

        Assert.True(first.Equals(again));
        Assert.False(first.Equals(other));
        Assert.InRange(first.min().item<float>(), 0, 1);
        Assert.InRange(first.max().item<float>(), 0, 1);
    }

    [Fact]
    public void Should_Refuse_A_Domain_That_Loses_Images()
    {
        using var scope = NewDisposeScope();
        var images = ImageDataSets.Digits().Test;

        var error = Assert.Throws<InvalidOperationException>(() => new ImageDomain("half", (all, _) => all.narrow(0, 0, 2)).Apply(images));

        Assert.Contains("'half'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Split_Without_Loss_And_Join_Again()
    {
        using var scope = NewDisposeScope();
        var images = ImageDataSets.Digits().Test;

        var (first, second) = images.Split(100, 3);
        var joined = LabelledImages.Join(first, second);

        Assert.Equal((100, images.Count), (first.Count, joined.Count));
        Assert.Equal(images.Images.sum([1L, 2L, 3L]).data<float>().ToArray().Order(), joined.Images.sum([1L, 2L, 3L]).data<float>().ToArray().Order());
        Assert.False(images.Labels.Equals(joined.Labels));
        Assert.Equal(-1, images.Standardize(1, 1).Images.min().item<float>());
    }

    [Fact]
    public void Should_Roll_By_At_Most_The_Given_Pixels()
    {
        using var scope = NewDisposeScope();
        var image = zeros(1, 1, 5, 5);
        image[0, 0, 2, 2] = 1;
        var shift = ImageShift.Random(1);
        var places = Enumerable.Range(0, 60).Select(i => shift(image, i).flatten().argmax().item<long>()).ToHashSet();

        Assert.Equal([6L, 7, 8, 11, 12, 13, 16, 17, 18], places.Order());
    }

    private static float[] Pixels(LabelledImages images) => images.Images.contiguous().data<float>().ToArray();
}
