using System.Net;
using System.Text;

namespace ResearchKit.Display;

/// <summary>Escaping of text for HTML, and the way back.</summary>
internal static class HtmlText
{
    /// <summary>Escapes the five characters that mean something in HTML text and attributes, and drops control characters.</summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => builder.Append("&lt;"),
                '>' => builder.Append("&gt;"),
                '&' => builder.Append("&amp;"),
                '"' => builder.Append("&quot;"),
                '\'' => builder.Append("&#39;"),
                '\n' or '\t' => builder.Append(c),
                _ when char.IsControl(c) => builder.Append('\uFFFD'),
                _ => builder.Append(c),
            };
        }

        return builder.ToString();
    }

    /// <summary>The text between the tags, for readers without HTML.</summary>
    public static string ToPlainText(string html)
    {
        var builder = new StringBuilder(html.Length);
        var inTag = false;
        foreach (var c in html)
        {
            if (c == '<')
            {
                inTag = true;
            }
            else if (c == '>' && inTag)
            {
                inTag = false;
            }
            else if (!inTag)
            {
                builder.Append(c);
            }
        }

        return WebUtility.HtmlDecode(builder.ToString()).Trim();
    }
}
