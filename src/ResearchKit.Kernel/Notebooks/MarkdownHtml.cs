using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Renders Markdown to HTML that runs nothing: tags are shown as text, and links lead to the web, the notebook or its folder only.</summary>
public static class MarkdownHtml
{
    private static readonly string[] Schemes = ["http", "https", "mailto"];

    /// <summary>Renders a text.</summary>
    /// <param name="markdown">The text: CommonMark with tables, footnotes, task lists and maths between dollar signs.</param>
    /// <returns>HTML; a text nested too deeply to be read is shown as it stands. Maths stays between <c>\(</c> and <c>\)</c> or <c>\[</c> and <c>\]</c> for MathJax.</returns>
    public static string Render(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(markdown, MarkdownDialect.OfOutputs);
        }
        catch (ArgumentException)
        {
            // The parser refuses what is nested hundreds of times.
            return $"<pre>{HtmlText.Escape(markdown)}</pre>";
        }

        foreach (var link in document.Descendants<LinkInline>().Where(link => !IsSafe(link.Url, link.IsImage)))
        {
            link.Url = string.Empty;
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url, isImage: false)))
        {
            link.Url = string.Empty;
        }

        return document.ToHtml(MarkdownDialect.OfOutputs).TrimEnd('\n');
    }

    private static bool IsSafe(string? url, bool isImage)
    {
        // Browsers drop white space and control characters from a scheme before they read it.
        var plain = new string([.. (url ?? string.Empty).Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c))]);
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        var isRelative = colon < 0 || plain.AsSpan(0, colon).IndexOfAny('/', '?', '#') >= 0;
        return isRelative
            || Schemes.Contains(plain[..colon], StringComparer.OrdinalIgnoreCase)
            || (isImage && plain.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) && !plain.StartsWith("data:image/svg", StringComparison.OrdinalIgnoreCase));
    }
}
