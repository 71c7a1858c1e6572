using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Lets a few harmless tags of Markdown's raw HTML through, without attributes, and turns everything else into visible text.</summary>
/// <remarks>One filter serves one cell: it knows which tags are open, so that no cell can close an element of the page around it.</remarks>
internal sealed partial class TagFilter
{
    private const int MaximumDepth = 64;

    private static readonly HashSet<string> Paired = new(StringComparer.OrdinalIgnoreCase)
    {
        "details", "summary", "b", "i", "em", "strong", "u", "s", "del", "ins", "mark", "small", "sub", "sup", "kbd", "code", "samp", "var", "q", "abbr",
        "blockquote", "figure", "figcaption", "center", "div", "span", "p", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd",
        "h1", "h2", "h3", "h4", "h5", "h6", "pre",
    };

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase) { "br", "hr", "wbr" };

    private readonly Stack<string> _open = new();

    /// <summary>Filters a piece of raw HTML.</summary>
    /// <param name="html">The piece.</param>
    /// <returns>HTML without scripts, styles, attributes, comments and unknown tags.</returns>
    public string Filter(string html)
    {
        var result = new StringBuilder(html.Length);
        var done = 0;
        foreach (Match match in Markup().Matches(html))
        {
            result.Append(Text(html[done..match.Index]));
            done = match.Index + match.Length;
            result.Append(match.Groups["comment"].Success ? string.Empty : Tag(match));
        }

        return result.Append(Text(html[done..])).ToString();
    }

    /// <summary>Closes what is still open.</summary>
    /// <returns>End tags.</returns>
    public string Close()
    {
        var result = new StringBuilder();
        while (_open.TryPop(out var name))
        {
            result.Append("</").Append(name).Append('>');
        }

        return result.ToString();
    }

    private static string Text(string text) => BareAmpersand().Replace(text, "&amp;").Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private string Tag(Match match)
    {
        var name = match.Groups["name"].Value.ToLowerInvariant();
        if (Void.Contains(name))
        {
            return $"<{name}>";
        }

        if (!Paired.Contains(name))
        {
            return HtmlEscape.Text(match.Value);
        }

        if (match.Groups["end"].Success)
        {
            return CloseUpTo(name);
        }

        if (_open.Count >= MaximumDepth)
        {
            return string.Empty;
        }

        _open.Push(name);
        return name == "details" && OpenAttribute().IsMatch(match.Groups["rest"].Value) ? "<details open>" : $"<{name}>";
    }

    // An end tag without its start is left out; one that skips others closes them too.
    private string CloseUpTo(string name)
    {
        if (!_open.Contains(name))
        {
            return string.Empty;
        }

        var result = new StringBuilder();
        string closed;
        do
        {
            closed = _open.Pop();
            result.Append("</").Append(closed).Append('>');
        }
        while (closed != name);
        return result.ToString();
    }

    [GeneratedRegex(@"(?<comment><!--.*?(-->|\z))|<(?<end>/)?(?<name>[A-Za-z][A-Za-z0-9]*)(?<rest>(\s[^<>]*)?)/?>", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"&(?!#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)", RegexOptions.CultureInvariant)]
    private static partial Regex BareAmpersand();

    [GeneratedRegex(@"(^|\s)open(\s|=|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex OpenAttribute();
}
