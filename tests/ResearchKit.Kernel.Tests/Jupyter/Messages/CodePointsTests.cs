using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Tests.Jupyter.Messages;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("abc", 2, 2)]
    [InlineData("\ud83d\ude00x", 0, 0)]
    [InlineData("\ud83d\ude00x", 1, 2)]
    [InlineData("\ud83d\ude00x", 2, 3)]
    [InlineData("ä\ud83d\ude00\ud83d\ude00.", 3, 5)]
    [InlineData("\ud83dx", 1, 1)]
    public void Should_Translate_Both_Ways(string text, int points, int units)
    {
        Assert.Equal(units, CodePoints.ToUtf16(text, points));
        Assert.Equal(points, CodePoints.FromUtf16(text, units));
    }

    [Fact]
    public void Should_Stay_Within_The_Text_When_A_Front_End_Does_Not()
    {
        Assert.Equal(0, CodePoints.ToUtf16("abc", -5));
        Assert.Equal(3, CodePoints.ToUtf16("abc", int.MaxValue));
    }
}
