namespace ResearchKit.Display.Tests;

public class MimeBundleTests
{
    [Fact]
    public void Should_Keep_Order_And_Leave_The_Original_Alone_When_Adding()
    {
        var first = MimeBundle.FromText("a");
        var second = first.With(MimeTypes.Html, "<b>a</b>").With(MimeTypes.Text, "b");

        Assert.Equal("a", first.Text);
        Assert.Equal([MimeTypes.Text, MimeTypes.Html], second.Data.Keys);
        Assert.Equal("b", second.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("/plain")]
    [InlineData("text/")]
    public void Should_Refuse_When_MIME_Type_Is_Malformed(string mimeType) =>
        Assert.Contains("MIME type", Assert.Throws<ArgumentException>(() => new MimeBundle().With(mimeType, "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Refuse_When_JSON_Type_Holds_No_JSON()
    {
        Assert.Throws<ArgumentException>(() => new MimeBundle().With(MimeTypes.Plotly, "{"));
        Assert.Throws<ArgumentException>(() => new MimeBundle().WithMetadata("a", "b"));
    }

    [Fact]
    public void Should_Write_JSON_As_Values_And_Text_As_Strings_When_Asked_For_A_Message()
    {
        var bundle = new MimeBundle().With(MimeTypes.Json, "{\"a\": [1]}").With(MimeTypes.Text, "{}").WithMetadata(MimeTypes.Png, "{\"width\": 3}");

        Assert.Equal("""{"application/json":{"a":[1]},"text/plain":"{}"}""", bundle.DataAsJson().ToJsonString());
        Assert.Equal("""{"image/png":{"width":3}}""", bundle.MetadataAsJson().ToJsonString());
    }

    [Fact]
    public void Should_Keep_Only_What_Was_Asked_For()
    {
        var bundle = MimeBundle.FromText("a").With(MimeTypes.Html, "b");

        Assert.Equal([MimeTypes.Html], bundle.Only(MimeTypes.Html, MimeTypes.Png).Data.Keys);
        Assert.Same(bundle, bundle.Only());
    }

    [Theory]
    [InlineData(MimeTypes.Json, true)]
    [InlineData(MimeTypes.Claims, true)]
    [InlineData(MimeTypes.Text, false)]
    [InlineData("application/jsonx", false)]
    public void Should_Tell_JSON_Types(string mimeType, bool expected) => Assert.Equal(expected, MimeTypes.IsJson(mimeType));
}
