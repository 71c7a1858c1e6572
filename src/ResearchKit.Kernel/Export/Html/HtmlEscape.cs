using System.Globalization;
using System.Text;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Escaping of text for HTML.</summary>
internal static class HtmlEscape
{
    /// <summary>Escapes the characters that mean something in text and in quoted attributes; control characters are replaced.</summary>
    /// <param name="text">The text, or null.</param>
    /// <returns>HTML.</returns>
    public static string Text(string? text)
    {
        var builder = new StringBuilder((text?.Length ?? 0) + 16);
        foreach (var rune in (text ?? string.Empty).EnumerateRunes())
        {
            Append(builder, rune);
        }

        return builder.ToString();
    }

    private static void Append(StringBuilder builder, Rune rune)
    {
        switch (rune.Value)
        {
            case '<':
                builder.Append("&lt;");
                break;
            case '>':
                builder.Append("&gt;");
                break;
            case '&':
                builder.Append("&amp;");
                break;
            case '"':
                builder.Append("&quot;");
                break;
            case '\'':
                builder.Append("&#39;");
                break;
            case '\n' or '\t':
                builder.Append((char)rune.Value);
                break;
            case '\r':
                break;
            default:
                builder.Append(Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control ? "\uFFFD" : rune.ToString());
                break;
        }
    }
}
