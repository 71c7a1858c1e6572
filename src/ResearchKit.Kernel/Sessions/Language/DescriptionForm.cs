using System.Text;
using System.Text.RegularExpressions;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Writes a description as plain text, Markdown and HTML.</summary>
internal static partial class DescriptionForm
{
    /// <summary>Writes all three.</summary>
    /// <param name="description">The description.</param>
    /// <returns>The three forms in one bundle.</returns>
    public static MimeBundle Bundle(SymbolDescription description)
    {
        var sections = Sections(description).ToList();
        return new MimeBundle()
            .With(MimeTypes.Html, Html(description, sections))
            .With(MimeTypes.Markdown, Markdown(description, sections))
            .With(MimeTypes.Text, Plain(description, sections));
    }

    private static IEnumerable<(string Heading, string Text)> Sections(SymbolDescription description)
    {
        var documentation = description.Documentation;
        if (documentation.Summary.Length > 0)
        {
            yield return (string.Empty, documentation.Summary);
        }

        if (description.Value is { } value)
        {
            yield return ("Value", value);
        }

        if (documentation.Parameters.Count > 0)
        {
            yield return ("Parameters", Named(documentation.Parameters));
        }

        if (documentation.Returns.Length > 0)
        {
            yield return ("Returns", documentation.Returns);
        }

        if (description.IsDetailed && documentation.Exceptions.Count > 0)
        {
            yield return ("Exceptions", Named(documentation.Exceptions));
        }

        if (description.IsDetailed && documentation.Remarks.Length > 0)
        {
            yield return ("Remarks", documentation.Remarks);
        }

        if (description.Origin is { } origin)
        {
            yield return ("From", origin);
        }
    }

    private static string Named(IEnumerable<(string Name, string Text)> entries) =>
        string.Join("\n\n", entries.Select(entry => $"`{entry.Name}`: {entry.Text.Replace("\n\n", " ", StringComparison.Ordinal)}"));

    private static string More(SymbolDescription description) => description.OtherCount switch
    {
        0 => string.Empty,
        1 => "(+1 overload)",
        var count => FormattableString.Invariant($"(+{count} overloads)"),
    };

    private static string Declarations(SymbolDescription description) =>
        string.Join('\n', description.Signatures) + (description.OtherCount > 0 ? " " + More(description) : string.Empty);

    private static string Plain(SymbolDescription description, List<(string Heading, string Text)> sections)
    {
        var text = new StringBuilder(Declarations(description));
        foreach (var (heading, content) in sections)
        {
            var plain = content.Replace("`", string.Empty, StringComparison.Ordinal);
            text.Append("\n\n").Append(heading.Length == 0 ? plain
                : plain.Contains('\n', StringComparison.Ordinal) || heading == "Parameters" ? $"{heading}:\n    {plain.Replace("\n\n", "\n", StringComparison.Ordinal).Replace("\n", "\n    ", StringComparison.Ordinal)}"
                : $"{heading}: {plain}");
        }

        return description.Source is { } source ? text.Append("\n\nSource:\n").Append(source).ToString() : text.ToString();
    }

    private static string Markdown(SymbolDescription description, List<(string Heading, string Text)> sections)
    {
        var text = new StringBuilder(Fenced(Declarations(description)));
        foreach (var (heading, content) in sections)
        {
            text.Append("\n\n").Append(heading.Length == 0 ? string.Empty : $"**{heading}**\n\n").Append(heading == "Value" ? Fenced(content) : content);
        }

        return description.Source is { } source ? text.Append("\n\n").Append(Fenced(source)).ToString() : text.ToString();
    }

    private static string Html(SymbolDescription description, List<(string Heading, string Text)> sections)
    {
        var html = new StringBuilder().Append("<pre><code>").Append(HtmlText.Escape(Declarations(description))).Append("</code></pre>");
        foreach (var (heading, content) in sections)
        {
            if (heading.Length > 0)
            {
                html.Append("<p><b>").Append(heading).Append("</b></p>");
            }

            if (heading == "Value")
            {
                html.Append("<pre>").Append(HtmlText.Escape(content)).Append("</pre>");
                continue;
            }

            foreach (var paragraph in content.Split("\n\n"))
            {
                html.Append("<p>").Append(Code().Replace(HtmlText.Escape(paragraph), "<code>$1</code>")).Append("</p>");
            }
        }

        return description.Source is { } source
            ? html.Append("<pre><code>").Append(HtmlText.Escape(source)).Append("</code></pre>").ToString()
            : html.ToString();
    }

    // The fence is longer than any row of backticks in the code.
    private static string Fenced(string code)
    {
        var longest = Backticks().Matches(code).Select(match => match.Length).DefaultIfEmpty(0).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}csharp\n{code}\n{fence}";
    }

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
