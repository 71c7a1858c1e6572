using System.Text;

namespace ResearchKit.Display;

/// <summary>Cells as the languages of tables want them: every character that means something there is escaped.</summary>
internal static class TableText
{
    private static readonly Dictionary<char, string> LatexWords = new()
    {
        ['\\'] = @"\textbackslash{}",
        ['~'] = @"\textasciitilde{}",
        ['^'] = @"\textasciicircum{}",
        ['|'] = @"\textbar{}",
        ['<'] = "$<$",
        ['>'] = "$>$",
        ['±'] = @"$\pm$",
        ['∞'] = @"$\infty$",
        ['×'] = @"$\times$",
        ['≤'] = @"$\leq$",
        ['≥'] = @"$\geq$",
        ['→'] = @"$\rightarrow$",
        ['λ'] = @"$\lambda$",
        ['…'] = @"\ldots{}",
    };

    /// <summary>A field of comma separated values: quoted where it holds a comma, a quotation mark or a line end.</summary>
    public static string Csv(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>A cell of a Markdown table, in one line; formulas, entities and links stay text.</summary>
    public static string Markdown(string text)
    {
        var builder = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            _ = c switch
            {
                '&' => builder.Append("&amp;"),
                '|' or '\\' or '`' or '*' or '_' or '<' or '>' or '[' or ']' or '$' or '~' or '#' => builder.Append('\\').Append(c),
                _ => builder.Append(c),
            };
        }

        return builder.ToString();
    }

    /// <summary>A cell of a LaTeX table, in one line.</summary>
    public static string Latex(string text)
    {
        var builder = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            _ = LatexWords.TryGetValue(c, out var word) ? builder.Append(word)
                : c is '&' or '%' or '$' or '#' or '_' or '{' or '}' ? builder.Append('\\').Append(c)
                : builder.Append(c);
        }

        return builder.ToString();
    }
}
