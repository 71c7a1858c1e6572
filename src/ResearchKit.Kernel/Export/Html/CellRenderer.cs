using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Turns cells into HTML, folded and left out as their tags say.</summary>
/// <param name="needs">What the page gathers.</param>
/// <param name="language">The language of the notebook.</param>
internal sealed class CellRenderer(PageNeeds needs, string language)
{
    private readonly OutputRenderer _outputs = new(needs);

    /// <summary>Writes a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>HTML, empty when the cell is tagged <c>remove-cell</c>.</returns>
    public string Render(NotebookCell cell)
    {
        if (cell.HasTag(CellTags.RemoveCell))
        {
            return string.Empty;
        }

        var content = cell.Kind switch
        {
            CellKind.Markdown => $"<div class=\"text\">{new MarkdownRenderer(needs, cell.Attachments).Render(cell.Source)}</div>",
            CellKind.Code => Input(cell) + Outputs(cell),
            _ => $"<pre class=\"raw\">{HtmlEscape.Text(cell.Source)}</pre>",
        };
        var shown = cell.HasTag(CellTags.HideCell) ? Fold("cell", "Show the cell", content) : content;
        return $"<section class=\"{(cell.Kind == CellKind.Code ? "cell code-cell" : "cell")}\" data-cell=\"{HtmlEscape.Text(cell.Id)}\">{shown}</section>\n";
    }

    private static string Fold(string name, string summary, string content) => $"<details class=\"fold {name}\"><summary>{summary}</summary>{content}</details>";

    private static bool IsSet(JsonNode? json) => json is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private string Input(NotebookCell cell)
    {
        if (cell.HasTag(CellTags.RemoveInput) || string.IsNullOrWhiteSpace(cell.Source))
        {
            return string.Empty;
        }

        var code = language == "c#" ? CodeHighlighter.ToHtml(cell.Source) : HtmlEscape.Text(cell.Source);
        var count = cell.ExecutionCount is { } number ? FormattableString.Invariant($"<span class=\"count\">{number}</span>") : string.Empty;
        var label = cell.HasTag(CellTags.Parameters) ? "<span class=\"label\">parameters</span>"
            : cell.HasTag(CellTags.InjectedParameters) ? "<span class=\"label\">parameters of this run</span>"
            : string.Empty;
        var input = $"<div class=\"input\">{count}{label}<pre class=\"code\"><code>{code}</code></pre></div>";
        var isHidden = cell.HasTag(CellTags.HideInput) || (cell.Metadata["jupyter"] is JsonObject jupyter && IsSet(jupyter["source_hidden"]));
        return isHidden ? Fold("input-fold", "Show the code", input) : input;
    }

    private string Outputs(NotebookCell cell)
    {
        if (cell.Outputs.Count == 0 || cell.HasTag(CellTags.RemoveOutput))
        {
            return string.Empty;
        }

        var html = new StringBuilder("<div class=\"outputs\">");
        foreach (var output in cell.Outputs)
        {
            html.Append(_outputs.Render(output)).Append('\n');
        }

        html.Append("</div>");
        var isHidden = cell.HasTag(CellTags.HideOutput) || IsSet(cell.Metadata["collapsed"])
            || (cell.Metadata["jupyter"] is JsonObject jupyter && IsSet(jupyter["outputs_hidden"]));
        return isHidden ? Fold("output-fold", "Show the output", html.ToString()) : html.ToString();
    }
}
