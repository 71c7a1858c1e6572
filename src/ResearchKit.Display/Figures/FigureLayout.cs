using System.Globalization;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes a figure as Plotly JSON: places the panels, gives colours to keys, makes one legend.</summary>
internal sealed class FigureLayout
{
    private const int LegendHeight = 30;
    private const int TitleHeight = 28;
    private const int BottomMargin = 60;
    private const int LeftMargin = 70;
    private const int RightMargin = 24;

    private readonly FigureState _figure;
    private readonly IReadOnlyList<FigureState> _panels;
    private readonly PanelGrid _grid;
    private readonly FigureColors _colors;
    private readonly JsonArray _data = [];
    private readonly JsonArray _shapes = [];
    private readonly JsonArray _annotations = [];
    private readonly HashSet<string> _legend = new(StringComparer.Ordinal);
    private readonly JsonObject _layout;
    private readonly bool _hasTitles;

    private FigureLayout(FigureState figure, int width, int height, FigureColors colors)
    {
        _figure = figure;
        _panels = figure.Panels.IsEmpty ? [figure] : figure.Panels;
        _colors = colors;
        _hasTitles = _panels.Any(panel => panel.Title.Length > 0) || _panels.Count > 1;
        var top = 10 + (_hasTitles ? TitleHeight : 0);
        _layout = FigureTheme.Layout(width, height);
        var hasAxes = _panels.Any(panel => panel.Space == TraceSpace.Plane && !panel.X.Hidden);
        var (left, bottom) = hasAxes ? (LeftMargin, BottomMargin) : (RightMargin, RightMargin);
        _grid = new PanelGrid(_panels, figure.Columns, width - left - RightMargin, height - top - bottom - LegendHeight);
        _layout["margin"] = new JsonObject
        {
            ["l"] = left,
            ["r"] = RightMargin + _grid.RightColorBarWidth,
            ["t"] = top,
            ["b"] = bottom,
        };
    }

    /// <summary>The size a figure has when none is set.</summary>
    public static (int Width, int Height) DefaultSize(FigureState figure)
    {
        if (figure.Frames is { } frames)
        {
            return FrameWriter.DefaultSize(frames);
        }

        if (figure.Panels.IsEmpty)
        {
            return (640, 420);
        }

        var rows = (figure.Panels.Length + figure.Columns - 1) / figure.Columns;
        return (figure.Columns switch { 1 => 640, 2 => 960, 3 => 1200, _ => 320 * figure.Columns }, 40 + (rows * 360));
    }

    /// <summary>Writes the figure.</summary>
    public static JsonObject Write(FigureState figure, int width, int height, FigureColors colors)
    {
        if (figure.Frames is { } frames)
        {
            return FrameWriter.Write(figure, frames, width, height, colors);
        }

        var writer = new FigureLayout(figure, width, height, colors);
        for (var panel = 0; panel < writer._panels.Count; panel++)
        {
            writer.WritePanel(panel);
        }

        return writer.Finish();
    }

    private void WritePanel(int index)
    {
        var panel = _panels[index];
        var suffix = index == 0 ? string.Empty : (index + 1).ToString(CultureInfo.InvariantCulture);
        var place = _grid.Place(index);
        var axes = new PanelAxes(panel, suffix, place);
        var context = new PanelContext(_colors.IndexOf, place.ColorBar(), panel.HistogramBins);
        foreach (var trace in panel.Traces)
        {
            foreach (var json in trace.ToPlotly(context))
            {
                AddTrace(json, axes);
            }
        }

        var marks = new MarkWriter(panel, suffix);
        foreach (var trace in marks.Traces())
        {
            AddTrace(trace, axes);
        }

        foreach (var shape in marks.Shapes())
        {
            _shapes.Add(shape);
        }

        foreach (var word in panel.Traces.SelectMany(trace => trace.Annotations()).Concat(marks.Annotations()))
        {
            word["xref"] ??= "x" + suffix;
            word["yref"] ??= "y" + suffix;
            _annotations.Add(word);
        }

        axes.Write(_layout);
        WriteTitle(panel, index, place);
    }

    private void AddTrace(JsonObject trace, PanelAxes axes)
    {
        var name = (string?)trace["name"] ?? string.Empty;
        var wanted = trace["showlegend"]?.GetValue<bool>() ?? (name.Length > 0 && trace["type"]!.GetValue<string>() is "scatter" or "bar" or "box");
        trace["showlegend"] = wanted && name.Length > 0 && _legend.Add(name);
        if (name.Length > 0)
        {
            trace["legendgroup"] = name;
        }
        else
        {
            trace.Remove("name");
        }

        axes.Bind(trace);
        _data.Add(trace);
    }

    private void WriteTitle(FigureState panel, int index, PanelPlace place)
    {
        var letter = _panels.Count > 1 ? $"<b>({(char)('a' + index)})</b> " : string.Empty;
        if (letter.Length + panel.Title.Length == 0)
        {
            return;
        }

        _annotations.Add(new JsonObject
        {
            ["text"] = letter + FigureJson.Text(panel.Title),
            ["xref"] = "paper",
            ["yref"] = "paper",
            ["x"] = FigureJson.Number(place.Left),
            ["y"] = FigureJson.Number(place.Top),
            ["xanchor"] = "left",
            ["yanchor"] = "bottom",
            ["yshift"] = 4,
            ["showarrow"] = false,
            ["font"] = new JsonObject { ["size"] = FigureTheme.FontSize + 1 },
        });
    }

    private JsonObject Finish()
    {
        _layout["showlegend"] = _legend.Count > 1;
        _layout["legend"] = new JsonObject
        {
            ["orientation"] = "h",
            ["x"] = 0,
            ["xanchor"] = "left",
            ["y"] = FigureJson.Number(1 + ((_hasTitles ? TitleHeight + 4 : 6) / _grid.Height)),
            ["yanchor"] = "bottom",
            ["traceorder"] = "normal",
        };
        _layout["barmode"] = "group";
        if (_panels.Any(panel => panel.Traces.Any(trace => trace is BoxTrace)))
        {
            _layout["boxmode"] = "group";
        }

        if (_shapes.Count > 0)
        {
            _layout["shapes"] = _shapes;
        }

        if (_annotations.Count > 0)
        {
            _layout["annotations"] = _annotations;
        }

        _layout["meta"] = new JsonObject { ["name"] = _figure.Name };
        return new JsonObject { ["data"] = _data, ["layout"] = _layout };
    }
}
