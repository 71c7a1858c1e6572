using System.Globalization;
using System.Text;

namespace ResearchKit.Display;

/// <summary>Writes any value as HTML that needs no style sheet, script or link.</summary>
/// <remarks>
/// An object is a foldable heading with its one-line text and a table of its members; a sequence of words is one line;
/// a sequence of objects of one type is a table with a column for each member; other sequences are a table of index and value.
/// </remarks>
internal sealed partial class HtmlValueWriter(FormatterRegistry formatters)
{
    private const int SummaryLength = 120;
    private const int NestedLength = 1000;
    private readonly FormatOptions _options = formatters.Options;
    private readonly HashSet<object> _path = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder _html = new();
    private int _nodes;

    /// <summary>Writes one value.</summary>
    public string Write(object? value)
    {
        Append(value, 0);
        return _html.ToString();
    }

    private void Append(object? value, int depth)
    {
        if (++_nodes > _options.NodeLimit || _html.Length > _options.HtmlLimit)
        {
            _html.Append('…');
            return;
        }

        if (value is null || Leaf.IsLeaf(value))
        {
            AppendWord(value, depth);
            return;
        }

        if (depth > 0 && AppendByType(value))
        {
            return;
        }

        if (depth > _options.DepthLimit)
        {
            _html.Append("<code>").Append(HtmlText.Escape(TypeNames.Of(value))).Append("</code>");
            return;
        }

        if (!_path.Add(value))
        {
            _html.Append("(cycle)");
            return;
        }

        AppendComposite(value, depth);
        _path.Remove(value);
    }

    private void AppendWord(object? value, int depth)
    {
        var word = HtmlText.Escape(OneLine(value, depth == 0 ? int.MaxValue : NestedLength));
        if (depth == 0)
        {
            _html.Append("<pre>").Append(word).Append("</pre>");
        }
        else
        {
            _html.Append(word);
        }
    }

    private bool AppendByType(object value)
    {
        if (value is IDisplayable displayable)
        {
            var bundle = displayable.ToBundle();
            _html.Append(bundle.Data.TryGetValue(MimeTypes.Html, out var html) ? html : PictureOrText(bundle));
            return true;
        }

        var writer = new StringWriter(CultureInfo.InvariantCulture);
        if (!formatters.TryWriteByType(value, MimeTypes.Html, writer))
        {
            return false;
        }

        _html.Append(writer);
        return true;
    }

    /// <summary>A value without HTML, such as a figure: its picture, or else its text.</summary>
    private static string PictureOrText(MimeBundle bundle) => bundle.Data.TryGetValue(MimeTypes.Png, out var png)
        ? $"<img alt=\"{HtmlText.Escape(bundle.Text)}\" style=\"max-width:100%\" src=\"data:image/png;base64,{HtmlText.Escape(png)}\">"
        : HtmlText.Escape(bundle.Text);

    private void AppendComposite(object value, int depth)
    {
        if (!Elements.Has(value))
        {
            AppendObject(value, depth);
            return;
        }

        var elements = Elements.Of(value, _options.ListLimit);
        if (elements.Keys is null && elements.Items.TrueForAll(Leaf.IsLeaf))
        {
            _html.Append(depth == 0 ? "<pre>" : "<code>").Append(HtmlText.Escape(OneLine(value, depth == 0 ? int.MaxValue : NestedLength))).Append(depth == 0 ? "</pre>" : "</code>");
        }
        else if (CommonColumns(elements) is { } columns)
        {
            AppendRecords(elements, columns, depth);
        }
        else
        {
            AppendPairs(elements, depth);
        }
    }

    private void AppendObject(object value, int depth)
    {
        var members = Members.Of(value);
        if (members.Count == 0)
        {
            AppendTextOnly(value, depth);
            return;
        }

        _html.Append(depth < 2 ? "<details open>" : "<details>")
            .Append("<summary><code>").Append(HtmlText.Escape(OneLine(value, SummaryLength))).Append("</code></summary><table><tbody>");
        foreach (var (name, member) in members)
        {
            AppendRow(name, member, depth);
        }

        _html.Append("</tbody></table></details>");
    }

    private void AppendTextOnly(object value, int depth)
    {
        var tag = depth == 0 ? "pre" : "code";
        _html.Append(CultureInfo.InvariantCulture, $"<{tag}>{HtmlText.Escape(OneLine(value, depth == 0 ? int.MaxValue : NestedLength))}</{tag}>");
    }

    private string OneLine(object? value, int limit)
    {
        var text = new TextValueWriter(formatters).Write(value);
        return text.Length <= limit ? text : string.Concat(text.AsSpan(0, limit - 1), "…");
    }
}
