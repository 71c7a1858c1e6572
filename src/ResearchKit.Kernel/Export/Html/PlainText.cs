using System.Text;
using Markdig.Extensions.Mathematics;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>The words of Markdown, without its marks.</summary>
internal static class PlainText
{
    /// <summary>Collects the words.</summary>
    /// <param name="container">A paragraph, a heading or a link.</param>
    /// <returns>The words in one line.</returns>
    public static string Of(ContainerInline container)
    {
        var text = new StringBuilder();
        foreach (var inline in container.Descendants<Inline>())
        {
            _ = inline switch
            {
                LiteralInline literal => text.Append(literal.Content.AsSpan()),
                CodeInline code => text.Append(code.Content),
                MathInline math => text.Append(math.Content.AsSpan()),
                HtmlEntityInline entity => text.Append(entity.Transcoded.AsSpan()),
                LineBreakInline => text.Append(' '),
                _ => text,
            };
        }

        return text.ToString().Trim();
    }
}
