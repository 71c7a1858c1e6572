using System.Globalization;

namespace ResearchKit.Display;

/// <content>Values that become tables.</content>
internal sealed partial class HtmlValueWriter
{
    private void AppendPairs(Elements elements, int depth)
    {
        var hasTypes = HasTypes(elements);
        _html.Append("<table><thead><tr><th>").Append(elements.Keys is null ? "index" : "key").Append(hasTypes ? "</th><th>type" : string.Empty).Append("</th><th>value</th></tr></thead><tbody>");
        for (var i = 0; i < elements.Items.Count; i++)
        {
            AppendRow(elements.Keys is { } keys ? OneLine(keys[i], SummaryLength) : i.ToString(CultureInfo.InvariantCulture), elements.Items[i], depth, hasTypes);
        }

        AppendMore(elements, hasTypes ? 3 : 2);
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

    /// <summary>Whether a column with types tells the reader something: the elements are of several types, and not all words.</summary>
    private static bool HasTypes(Elements elements) =>
        elements.Items.Select(item => item?.GetType()).Where(type => type is not null).Distinct().Count() > 1 && !elements.Items.TrueForAll(Leaf.IsLeaf);

    private void AppendRow(string name, object? value, int depth, bool withType = false)
    {
        _html.Append("<tr><th style=\"text-align:left\">").Append(HtmlText.Escape(name)).Append("</th>");
        if (withType)
        {
            _html.Append("<td style=\"text-align:left\"><code>").Append(HtmlText.Escape(value is null ? string.Empty : TypeNames.Of(value))).Append("</code></td>");
        }

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
}
