using System.Globalization;
using System.Text;

namespace ResearchKit.Display;

/// <summary>Writes any value as HTML that needs no style sheet, script or link.</summary>
/// <remarks>
/// An object is a foldable heading with its one-line text and a table of its members; a sequence of words is one line;
/// a sequence of objects of one type is a table with a column for each member; other sequences are a table of index and value.
/// </remarks>
internal sealed class HtmlValueWriter(FormatterRegistry formatters)
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
            _html.Append(bundle.Data.TryGetValue(MimeTypes.Html, out var html) ? html : HtmlText.Escape(bundle.Text));
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

    private void AppendPairs(Elements elements, int depth)
    {
        _html.Append("<table><thead><tr><th>").Append(elements.Keys is null ? "index" : "key").Append("</th><th>value</th></tr></thead><tbody>");
        for (var i = 0; i < elements.Items.Count; i++)
        {
            AppendRow(elements.Keys is { } keys ? OneLine(keys[i], SummaryLength) : i.ToString(CultureInfo.InvariantCulture), elements.Items[i], depth);
        }

        AppendMore(elements, 2);
        _html.Append("</tbody></table>");
    }

    private void AppendRecords(Elements elements, List<string> columns, int depth)
    {
        _html.Append("<table><thead><tr><th>").Append(elements.Keys is null ? "index" : "key").Append("</th>");
        foreach (var column in columns)
        {
            _html.Append("<th>").Append(HtmlText.Escape(column)).Append("</th>");
        }

        _html.Append("</tr></thead><tbody>");
        for (var i = 0; i < elements.Items.Count; i++)
        {
            var heading = elements.Keys is { } keys ? OneLine(keys[i], SummaryLength) : i.ToString(CultureInfo.InvariantCulture);
            _html.Append("<tr><th>").Append(HtmlText.Escape(heading)).Append("</th>");
            foreach (var (_, member) in Members.Of(elements.Items[i]!))
            {
                AppendCell(member, depth + 1);
            }

            _html.Append("</tr>");
        }

        AppendMore(elements, columns.Count + 1);
        _html.Append("</tbody></table>");
    }

    private void AppendRow(string name, object? value, int depth)
    {
        _html.Append("<tr><th style=\"text-align:left\">").Append(HtmlText.Escape(name)).Append("</th>");
        AppendCell(value, depth + 1);
        _html.Append("</tr>");
    }

    private void AppendCell(object? value, int depth)
    {
        _html.Append(Numbers.IsNumber(value) ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">");
        if (value is Exception exception)
        {
            _html.Append(HtmlText.Escape(ExceptionForm.Summary(exception)));
        }
        else
        {
            Append(value, depth + 1);
        }

        _html.Append("</td>");
    }

    private void AppendMore(Elements elements, int columns)
    {
        if (elements.More is { } more)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{columns}\">… {more}</td></tr>");
        }
    }

    private List<string>? CommonColumns(Elements elements)
    {
        var first = elements.Items.FirstOrDefault();
        if (first is null || Elements.Has(first) || elements.Items.Exists(item => item?.GetType() != first.GetType()))
        {
            return null;
        }

        if (first is IDisplayable || formatters.TryWriteByType(first, MimeTypes.Html, TextWriter.Null))
        {
            return null;
        }

        var names = Members.NamesOf(first.GetType());
        return names.Count is > 0 and <= 20 ? names : null;
    }

    private string OneLine(object? value, int limit)
    {
        var text = new TextValueWriter(formatters).Write(value);
        return text.Length <= limit ? text : string.Concat(text.AsSpan(0, limit - 1), "…");
    }
}
