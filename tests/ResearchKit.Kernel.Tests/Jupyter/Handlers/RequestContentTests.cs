using System.Text.Json;
using ResearchKit.Kernel.Jupyter.Handlers;

namespace ResearchKit.Kernel.Tests.Jupyter.Handlers;

public sealed class RequestContentTests
{
    private static readonly JsonElement Content = JsonDocument.Parse(
        """{"text": "a", "half": "\ud800", "number": 3, "large": 1e99, "yes": true, "nothing": null, "texts": {"b": "1", "a": "2"}, "mixed": {"b": 1}}""").RootElement;

    [Fact]
    public void Should_Read_What_Is_There()
    {
        Assert.Equal("a", Content.Text("text"));
        Assert.Equal(3, Content.Number("number", 0));
        Assert.True(Content.Flag("yes", missing: false));
        Assert.Equal([("b", "1"), ("a", "2")], Content.Texts("texts"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("absent")]
    public void Should_Take_The_Default_When_A_Value_Is_Absent_Or_Null(string name)
    {
        Assert.Equal("d", Content.Text(name, "d"));
        Assert.Equal(7, Content.Number(name, 7));
        Assert.True(Content.Flag(name, missing: true));
        Assert.Empty(Content.Texts(name));
        Assert.Throws<InvalidRequestException>(() => Content.Text(name));
    }

    [Fact]
    public void Should_Say_What_It_Found_When_A_Value_Is_Of_Another_Type()
    {
        Assert.Contains("expected a text", Assert.Throws<InvalidRequestException>(() => Content.Text("number")).Message, StringComparison.Ordinal);
        Assert.Contains("half is", Assert.Throws<InvalidRequestException>(() => Content.Text("half")).Message, StringComparison.Ordinal);
        Assert.Contains("1e99", Assert.Throws<InvalidRequestException>(() => Content.Number("large", 0)).Message, StringComparison.Ordinal);
        Assert.Contains("true or false", Assert.Throws<InvalidRequestException>(() => Content.Flag("text", missing: false)).Message, StringComparison.Ordinal);
        Assert.Contains("b is 1", Assert.Throws<InvalidRequestException>(() => Content.Texts("mixed")).Message, StringComparison.Ordinal);
        Assert.Contains("expected an object", Assert.Throws<InvalidRequestException>(() => Content.Texts("text")).Message, StringComparison.Ordinal);
    }
}
