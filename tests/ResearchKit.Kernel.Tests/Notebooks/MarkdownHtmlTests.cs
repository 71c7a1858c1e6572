using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Tests.Notebooks;

public sealed class MarkdownHtmlTests
{
    [Theory]
    [InlineData("**bold**", "<strong>bold</strong>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>")]
    [InlineData("$x^2$", "<span class=\"math\">\\(x^2\\)</span>")]
    [InlineData("[site](https://example.org/a?b=c)", "href=\"https://example.org/a?b=c\"")]
    [InlineData("[file](data/x.csv#top)", "href=\"data/x.csv#top\"")]
    [InlineData("![dot](data:image/png;base64,iVBORw0KGgo=)", "src=\"data:image/png;base64,iVBORw0KGgo=\"")]
    [InlineData("a < b & c", "a &lt; b &amp; c")]
    public void Should_Render_What_Is_Harmless(string markdown, string html)
    {
        Assert.Contains(html, MarkdownHtml.Render(markdown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("text <img src=x onerror=alert(1)> text")]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](<java\tscript:alert(1)>)")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[a](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("![a](data:image/svg+xml,<svg/onload=alert(1)>)")]
    [InlineData("[a][r]\n\n[r]: vbscript:alert(1)")]
    [InlineData("# title {onclick=alert(1)}")]
    public void Should_Run_Nothing_When_The_Text_Tries_To(string markdown)
    {
        var html = MarkdownHtml.Render(markdown);
        Assert.DoesNotMatch("<(script|img|svg)[^>]*(onerror|onload|alert)", html);
        Assert.DoesNotMatch("<script", html);
        Assert.DoesNotMatch("(?i)(href|src)=\"[^\"]*(script|data:text|svg)", html);
        Assert.DoesNotMatch("<[^>]* on[a-z]+=", html);
    }

    [Fact]
    public void Should_Show_The_Text_As_It_Stands_When_It_Is_Nested_Too_Deeply()
    {
        var markdown = new string('>', 5000) + " <b>x</b>";
        Assert.Equal($"<pre>{markdown.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)}</pre>", MarkdownHtml.Render(markdown));
    }
}
