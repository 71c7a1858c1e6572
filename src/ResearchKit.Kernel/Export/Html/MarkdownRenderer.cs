using System.Text.Json.Nodes;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Turns the Markdown of one cell into HTML that holds no script, no foreign resource and no unclosed element.</summary>
/// <param name="needs">What the page gathers.</param>
/// <param name="attachments">The attachments of the cell, or null.</param>
internal sealed class MarkdownRenderer(PageNeeds needs, JsonObject? attachments)
{
    private readonly TagFilter _filter = new();

    /// <summary>Writes a text.</summary>
    /// <param name="markdown">The text.</param>
    /// <returns>HTML.</returns>
    public string Render(string markdown)
    {
        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(markdown, MarkdownDialect.OfCells);
        }
        catch (ArgumentException)
        {
            // The parser refuses what is nested hundreds of times; nobody wrote that to be read as anything but text.
            needs.Remarks.Add("A text is nested too deeply to be read as Markdown; it is shown as it stands.");
            return $"<pre>{HtmlEscape.Text(markdown)}</pre>";
        }

        return Render(document);
    }

    /// <summary>Writes a parsed text or a part of one.</summary>
    /// <param name="document">The text.</param>
    /// <returns>HTML.</returns>
    public string Render(MarkdownObject document)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        MarkdownDialect.OfCells.Setup(renderer);
        Replace<HtmlBlock>(renderer, (html, block) => html.WriteLine(_filter.Filter(block.Lines.ToString())));
        Replace<HtmlInline>(renderer, (html, inline) => html.Write(_filter.Filter(inline.Tag)));
        Replace<MathInline>(renderer, (html, math) => Math(html, math.Content.ToString(), math.DelimiterCount > 1, "span"));
        Replace<MathBlock>(renderer, (html, math) => Math(html, math.Lines.ToString(), true, "div"));
        Replace<LinkInline>(renderer, Link);
        Replace<AutolinkInline>(renderer, Autolink);
        Replace<HeadingBlock>(renderer, Heading);
        Replace<CodeBlock>(renderer, Code);
        renderer.Render(document);
        writer.Write(_filter.Close());
        return writer.ToString();
    }

    private static void Replace<T>(HtmlRenderer renderer, Action<HtmlRenderer, T> write)
        where T : MarkdownObject
    {
        renderer.ObjectRenderers.RemoveAll(existing => existing is HtmlObjectRenderer<T>);
        renderer.ObjectRenderers.Insert(0, new Form<T>(write));
    }

    private static void Code(HtmlRenderer html, CodeBlock block)
    {
        var code = block.Lines.ToString();
        var language = (block as FencedCodeBlock)?.Info?.ToUpperInvariant();
        var isCSharp = language is "CSHARP" or "CS" or "C#";
        html.Write("<pre class=\"code\"><code>").Write(isCSharp ? CodeHighlighter.ToHtml(code) : HtmlEscape.Text(code)).WriteLine("</code></pre>");
    }

    private static void Autolink(HtmlRenderer html, AutolinkInline link)
    {
        var url = link.IsEmail ? "mailto:" + link.Url : link.Url;
        WriteAnchor(html, url, () => html.Write(HtmlEscape.Text(link.Url)));
    }

    private static void WriteAnchor(HtmlRenderer html, string url, Action content)
    {
        if (LinkTarget.IsAllowed(url))
        {
            html.Write($"<a href=\"{HtmlEscape.Text(url)}\" rel=\"noopener noreferrer\">");
            content();
            html.Write("</a>");
        }
        else
        {
            html.Write($"<span class=\"dead-link\" title=\"{HtmlEscape.Text(url)}\">");
            content();
            html.Write("</span>");
        }
    }

    private void Math(HtmlRenderer html, string tex, bool isDisplay, string element)
    {
        needs.HasMath = true;
        html.Write($"<{element} class=\"math{(isDisplay ? " display" : string.Empty)}\">").Write(HtmlEscape.Text(tex.Trim())).Write($"</{element}>");
    }

    private void Link(HtmlRenderer html, LinkInline link)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? string.Empty;
        if (!link.IsImage)
        {
            WriteAnchor(html, url, () => html.WriteChildren(link));
            return;
        }

        var description = PlainText.Of(link);
        if (needs.Pictures.Find(url, attachments) is { } picture)
        {
            html.Write($"<img alt=\"{HtmlEscape.Text(description)}\" src=\"{picture.DataUrl}\">");
        }
        else
        {
            needs.Remarks.Add($"The picture '{Shortened(url)}' is left out: only PNG, SVG, JPEG, GIF and WebP files below the notebook's folder and attachments are carried along.");
            html.Write($"<span class=\"dead-link\" title=\"{HtmlEscape.Text(Shortened(url))}\">[picture: {HtmlEscape.Text(description)}]</span>");
        }
    }

    private static string Shortened(string url) => url.Length <= 100 ? url : url[..100] + "...";

    private void Heading(HtmlRenderer html, HeadingBlock heading)
    {
        var text = heading.Inline is null ? string.Empty : PlainText.Of(heading.Inline);
        var id = needs.IdOf(text);
        needs.Headings.Add(new PageHeading(heading.Level, text, id));
        html.Write($"<h{heading.Level} id=\"{HtmlEscape.Text(id)}\">");
        html.WriteLeafInline(heading);
        html.WriteLine($"</h{heading.Level}>");
    }

    private sealed class Form<T>(Action<HtmlRenderer, T> write) : HtmlObjectRenderer<T>
        where T : MarkdownObject
    {
        protected override void Write(HtmlRenderer renderer, T obj) => write(renderer, obj);
    }
}
