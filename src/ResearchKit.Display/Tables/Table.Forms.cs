using System.Globalization;
using System.Text;

namespace ResearchKit.Display;

/// <content>The forms of a table.</content>
public sealed partial class Table
{
    /// <summary>Writes the table as HTML without style sheet or script; at most 200 rows.</summary>
    /// <returns>A table element.</returns>
    public string ToHtml()
    {
        var html = new StringBuilder("<table>");
        if (_caption.Length > 0)
        {
            html.Append("<caption>").Append(HtmlText.Escape(_caption)).Append("</caption>");
        }

        html.Append("<thead><tr>");
        var right = RightAligned();
        for (var i = 0; i < _columns.Length; i++)
        {
            html.Append(Tag("th", right[i])).Append(HtmlText.Escape(_columns[i].Title)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in _rows.Take(ShownRows))
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Length; i++)
            {
                html.Append(Tag("td", right[i])).Append(HtmlText.Escape(_columns[i].Write(row[i]))).Append("</td>");
            }

            html.Append("</tr>");
        }

        if (_rows.Length > ShownRows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{_columns.Length}\">… ({_rows.Length - ShownRows} more rows)</td></tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>Writes the table as aligned text; at most 200 rows.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public string ToText()
    {
        var right = RightAligned();
        var cells = Cells(ShownRows, text => text.ReplaceLineEndings(" "));
        var widths = Enumerable.Range(0, _columns.Length).Select(i => cells.Max(row => row[i].Length)).ToArray();
        var lines = cells.Select(row => string.Join("  ", row.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd()).ToList();
        lines.Insert(1, string.Join("  ", widths.Select(width => new string('─', width))));
        if (_caption.Length > 0)
        {
            lines.Insert(0, _caption);
        }

        if (_rows.Length > ShownRows)
        {
            lines.Add($"… ({_rows.Length - ShownRows} more rows)");
        }

        return string.Join('\n', lines);
    }

    /// <summary>Writes the table as Markdown (the pipe form that GitHub reads).</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public string ToMarkdown()
    {
        var lines = Cells(int.MaxValue, TableText.Markdown).Select(row => $"| {string.Join(" | ", row)} |").ToList();
        lines.Insert(1, $"| {string.Join(" | ", RightAligned().Select(right => right ? "---:" : "---"))} |");
        return string.Join('\n', _caption.Length > 0 ? [TableText.Markdown(_caption), string.Empty, .. lines] : lines);
    }

    /// <summary>Writes the table as comma separated values with all digits; a column of measurements becomes two, mean and standard deviation.</summary>
    /// <remarks>Reference: RFC 4180, with line feeds between the rows.</remarks>
    /// <returns>Lines separated by line feeds.</returns>
    public string ToCsv()
    {
        var split = Enumerable.Range(0, _columns.Length).Select(i => _rows.Any(row => row[i] is Measurement)).ToArray();
        var lines = new List<string> { string.Join(',', _columns.SelectMany((column, i) => split[i] ? [column.Title, column.Title + " sd"] : new[] { column.Title }).Select(TableText.Csv)) };
        foreach (var row in _rows)
        {
            var cells = row.SelectMany((cell, i) => split[i] ? [TableColumn.WriteExact(cell), TableColumn.WriteExact((cell as Measurement)?.StandardDeviation)] : new[] { TableColumn.WriteExact(cell) });
            lines.Add(string.Join(',', cells.Select(TableText.Csv)));
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Writes the table as a LaTeX tabular with the rules of the package booktabs, in a table of its own where there is a caption.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public string ToLatex()
    {
        var rows = Cells(int.MaxValue, TableText.Latex).Select(row => string.Join(" & ", row) + @" \\").ToList();
        List<string> lines =
        [
            $@"\begin{{tabular}}{{{string.Concat(RightAligned().Select(right => right ? 'r' : 'l'))}}}",
            @"\toprule", rows[0], @"\midrule", .. rows.Skip(1), @"\bottomrule", @"\end{tabular}",
        ];
        return string.Join('\n', _caption.Length == 0 ? lines : [@"\begin{table}", @"\centering", $@"\caption{{{TableText.Latex(_caption)}}}", .. lines, @"\end{table}"]);
    }

    private static string Tag(string name, bool right) => $"<{name} style=\"text-align:{(right ? "right" : "left")}\">";

    /// <summary>The names of the columns and the rows as words, at most 200.</summary>
    internal List<string[]> Words() => Cells(ShownRows, text => text);

    private List<string[]> Cells(int rows, Func<string, string> escape) =>
    [
        [.. _columns.Select(column => escape(column.Title))],
        .. _rows.Take(rows).Select(row => row.Select((cell, i) => escape(_columns[i].Write(cell))).ToArray()),
    ];

    /// <summary>For each column, whether it stands to the right.</summary>
    internal bool[] RightAligned() =>
    [
        .. _columns.Select((_, i) => _rows.Any(row => row[i] is not null) && _rows.All(row => row[i] is null || TableColumn.IsNumeric(row[i]))),
    ];
}
