using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes the lines and words of a panel that are not data.</summary>
internal sealed class MarkWriter(FigureState panel, string suffix)
{
    private const int Points = 33;

    /// <summary>Two lines nearer than this share of the height would have one word over the other.</summary>
    private const double Near = 0.08;

    public IEnumerable<JsonObject> Shapes() => panel.Marks.OfType<FigureMark.ReferenceLine>().Select(Shape);

    public IEnumerable<JsonObject> Traces()
    {
        if (panel.Space == TraceSpace.Scene)
        {
            if (panel.Marks.OfType<FigureMark.Note>().Any(note => note.Dot))
            {
                yield return panel.Traces.OfType<SurfaceTrace>().First().Dots(panel.Marks.OfType<FigureMark.Note>());
            }

            yield break;
        }

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

        var dots = panel.Marks.OfType<FigureMark.Note>().Where(note => note.Dot).ToList();
        if (dots.Count > 0)
        {
            yield return Dots(dots);
        }

        var lines = panel.Marks.OfType<FigureMark.ReferenceLine>().ToList();
        if (lines.Count > 0)
        {
            yield return Room(lines);
        }
    }

    /// <summary>The words at points, on a light ground so that they can be read over any colour.</summary>
    public IEnumerable<JsonObject> Annotations()
    {
        if (panel.Space != TraceSpace.Plane)
        {
            yield break;
        }

        foreach (var note in panel.Marks.OfType<FigureMark.Note>())
        {
            var json = Word(note.Text, Place(panel.X, note.X), Place(panel.Y, note.Y));
            json["yshift"] = note.Dot ? 18 : 0;
            yield return json;
        }

        foreach (var line in panel.Marks.OfType<FigureMark.ReferenceLine>().Where(line => line.Label.Length > 0))
        {
            yield return LineLabel(line);
        }
    }

    /// <summary>The word of a reference line: above its right end (below, where another line is too near above), or beside its upper end.</summary>
    private JsonObject LineLabel(FigureMark.ReferenceLine line)
    {
        var json = line.Vertical ? Word(line.Label, Place(panel.X, line.At), 1) : Word(line.Label, 1, Place(panel.Y, line.At));
        json[line.Vertical ? "yref" : "xref"] = (line.Vertical ? "y" : "x") + suffix + " domain";
        json["xanchor"] = line.Vertical ? "left" : "right";
        var under = !line.Vertical && HasNeighbourAbove(line);
        json["yanchor"] = line.Vertical || under ? "top" : "bottom";
        json[line.Vertical ? "xshift" : "yshift"] = under ? -3 : 3;
        json["font"] = new JsonObject { ["size"] = FigureTheme.FontSize - 2, ["color"] = "#555555" };
        return json;
    }

    private bool HasNeighbourAbove(FigureMark.ReferenceLine line)
    {
        FigureMark.ReferenceLine[] others = [.. panel.Marks.OfType<FigureMark.ReferenceLine>().Where(other => !other.Vertical && other.Label.Length > 0)];
        var extent = panel.Traces.Aggregate(FigureExtent.Of(others.Select(other => other.At), panel.Y.Scale), (sum, trace) => sum.With(trace.Extent(panel.X.Scale, panel.Y.Scale, panel.HistogramBins).Y));
        var (low, high) = panel.Y.Range ?? (extent.Low, extent.High);
        var room = Near * (Place(panel.Y, high) - Place(panel.Y, low));
        return others.Any(other => other.At > line.At && Place(panel.Y, other.At) - Place(panel.Y, line.At) < room);
    }

    /// <summary>A word on a light ground.</summary>
    public static JsonObject Word(string text, double x, double y) => new()
    {
        ["text"] = FigureJson.Text(text),
        ["x"] = FigureJson.Number(x),
        ["y"] = FigureJson.Number(y),
        ["showarrow"] = false,
        ["bgcolor"] = "rgba(255,255,255,0.8)",
        ["borderpad"] = 1,
    };

    /// <summary>Annotations on a log axis are placed by the logarithm, unlike everything else.</summary>
    private static double Place(FigureAxis axis, double value) => axis.Scale == AxisScale.Log ? Math.Log10(value) : value;

    /// <summary>Unseen markers on the reference lines, so that the axes leave room for the words beside them.</summary>
    private JsonObject Room(List<FigureMark.ReferenceLine> lines)
    {
        var (x, y) = panel.Traces.Select(trace => trace.Anchor).FirstOrDefault(anchor => anchor.X is not null);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["x"] = new JsonArray([.. lines.Select(line => line.Vertical ? FigureJson.Number(line.At) : x?.DeepClone())]),
            ["y"] = new JsonArray([.. lines.Select(line => line.Vertical ? y?.DeepClone() : FigureJson.Number(line.At))]),
            ["marker"] = new JsonObject { ["size"] = 2 * FigureTheme.FontSize, ["opacity"] = 0 },
            ["showlegend"] = false,
            ["hoverinfo"] = "skip",
        };
    }

    private double Between(double low, double high, double share) => panel.X.Scale == AxisScale.Log && low > 0
        ? low * Math.Pow(high / low, share)
        : low + (share * (high - low));

    private static JsonObject Dots(List<FigureMark.Note> notes) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "markers",
        ["x"] = FigureJson.Numbers(notes.Select(note => note.X)),
        ["y"] = FigureJson.Numbers(notes.Select(note => note.Y)),
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
        return new JsonObject
        {
            ["type"] = "line",
            ["xref"] = line.Vertical ? "x" + suffix : "x" + suffix + " domain",
            ["yref"] = line.Vertical ? "y" + suffix + " domain" : "y" + suffix,
            ["x0"] = line.Vertical ? FigureJson.Number(line.At) : 0,
            ["x1"] = line.Vertical ? FigureJson.Number(line.At) : 1,
            ["y0"] = line.Vertical ? 0 : FigureJson.Number(line.At),
            ["y1"] = line.Vertical ? 1 : FigureJson.Number(line.At),
            ["layer"] = "above",
            ["line"] = new JsonObject { ["color"] = "#666666", ["width"] = 1.5, ["dash"] = "dash" },
        };
    }
}
