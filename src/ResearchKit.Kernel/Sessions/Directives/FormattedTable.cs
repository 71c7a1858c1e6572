using System.Text;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>A table of texts, as HTML and with aligned columns.</summary>
/// <param name="headings">The headings.</param>
/// <param name="rows">The rows, as long as the headings; each cell may have several lines.</param>
internal sealed class FormattedTable(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows) : IDisplayable
{
    /// <inheritdoc/>
    public MimeBundle ToBundle() => new MimeBundle().With(MimeTypes.Html, Html()).With(MimeTypes.Text, Text());

    private string Html()
    {
        var html = new StringBuilder("<table><thead><tr>");
        html.AppendJoin(string.Empty, headings.Select(heading => $"<th style=\"text-align:left\">{HtmlText.Escape(heading)}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>").AppendJoin(string.Empty, row.Select(cell => $"<td style=\"text-align:left\"><pre style=\"margin:0\">{HtmlText.Escape(cell)}</pre></td>")).Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    // One line a row: the columns would not be readable otherwise.
    private string Text()
    {
        var lines = rows.Select(row => row.Select(cell => cell.ReplaceLineEndings(" ")).ToArray()).Prepend([.. headings]).ToList();
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        return string.Join('\n', lines.Select(line => string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }
}
