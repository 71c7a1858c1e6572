using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes the lines and words of a panel that are not data.</summary>
internal sealed class MarkWriter(FigureState panel, string suffix)
{
    private const int Points = 33;

    public IEnumerable<JsonObject> Shapes() => panel.Marks.OfType<FigureMark.ReferenceLine>().Select(Shape);

    public IEnumerable<JsonObject> Traces()
    {
        foreach (var line in panel.Marks.OfType<FigureMark.EqualityLine>())
        {
            var values = Enumerable.Range(0, Points).Select(i => Between(line.Low, line.High, i / (double)(Points - 1))).ToList();
            yield return new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "lines",
                ["name"] = FigureJson.Text(line.Label),
                ["x"] = FigureJson.Numbers(values),
                ["y"] = FigureJson.Numbers(values),
                ["line"] = new JsonObject { ["color"] = "#666666", ["width"] = 1.5, ["dash"] = "dash" },
            };
        }

        foreach (var group in panel.Marks.OfType<FigureMark.Note>().GroupBy(note => note.Dot))
        {
            yield return Words(group.Key, [.. group]);
        }
    }

    private double Between(double low, double high, double share) => panel.X.Scale == AxisScale.Log && low > 0
        ? low * Math.Pow(high / low, share)
        : low + (share * (high - low));

    private static JsonObject Words(bool dot, List<FigureMark.Note> notes) => new()
    {
        ["type"] = "scatter",
        ["mode"] = dot ? "markers+text" : "text",
        ["x"] = FigureJson.Numbers(notes.Select(note => note.X)),
        ["y"] = FigureJson.Numbers(notes.Select(note => note.Y)),
        ["text"] = FigureJson.Texts(notes.Select(note => note.Text)),
        ["textposition"] = dot ? "top center" : "middle center",
        ["textfont"] = new JsonObject { ["color"] = FigureTheme.Ink, ["size"] = FigureTheme.FontSize },
        ["marker"] = new JsonObject
        {
            ["color"] = "white",
            ["size"] = 10,
            ["line"] = new JsonObject { ["color"] = FigureTheme.Ink, ["width"] = 2 },
        },
        ["showlegend"] = false,
        ["hoverinfo"] = "skip",
        ["cliponaxis"] = false,
    };

    private JsonObject Shape(FigureMark.ReferenceLine line)
    {
        var shape = new JsonObject
        {
            ["type"] = "line",
            ["xref"] = line.Vertical ? "x" + suffix : "x" + suffix + " domain",
            ["yref"] = line.Vertical ? "y" + suffix + " domain" : "y" + suffix,
            ["x0"] = line.Vertical ? FigureJson.Number(line.At) : 0,
            ["x1"] = line.Vertical ? FigureJson.Number(line.At) : 1,
            ["y0"] = line.Vertical ? 0 : FigureJson.Number(line.At),
            ["y1"] = line.Vertical ? 1 : FigureJson.Number(line.At),
            ["layer"] = "below",
            ["line"] = new JsonObject { ["color"] = "#666666", ["width"] = 1.5, ["dash"] = "dash" },
        };
        if (line.Label.Length > 0)
        {
            shape["label"] = new JsonObject
            {
                ["text"] = FigureJson.Text(line.Label),
                ["textposition"] = "end",
                ["font"] = new JsonObject { ["size"] = FigureTheme.FontSize - 2, ["color"] = "#555555" },
            };
        }

        return shape;
    }
}
