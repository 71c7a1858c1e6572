using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>A table drawn as a panel, beside what it belongs to.</summary>
internal sealed record TableTrace(Table Table) : FigureTrace
{
    private const int RowHeight = 26;

    public override TraceSpace Space => TraceSpace.Sheet;

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var words = Table.Words();
        var align = new JsonArray([.. Table.RightAligned().Select(right => JsonValue.Create(right ? "right" : "left"))]);
        yield return new JsonObject
        {
            ["type"] = "table",
            ["header"] = Cells(words.Take(1), align, "#F0F0F0", "b"),
            ["cells"] = Cells(words.Skip(1), align, "#FFFFFF", null),
        };
    }

    public override string Describe() => $"table with {Table.RowCount} rows: {string.Join(", ", Table.Columns)}";

    /// <summary>Plotly takes cells column by column.</summary>
    private static JsonObject Cells(IEnumerable<string[]> rows, JsonArray align, string fill, string? tag)
    {
        var list = rows.ToList();
        var columns = Enumerable.Range(0, align.Count).Select(column => new JsonArray(
            [.. list.Select(row => JsonValue.Create(tag is null ? FigureJson.Text(row[column]) : $"<{tag}>{FigureJson.Text(row[column])}</{tag}>"))]));
        return new JsonObject
        {
            ["values"] = new JsonArray([.. columns]),
            ["align"] = align.DeepClone(),
            ["height"] = RowHeight,
            ["fill"] = new JsonObject { ["color"] = fill },
            ["line"] = new JsonObject { ["color"] = "#BBBBBB", ["width"] = 1 },
            ["font"] = new JsonObject { ["size"] = FigureTheme.FontSize - 1, ["color"] = FigureTheme.Ink },
        };
    }
}
