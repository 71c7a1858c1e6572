using System.Globalization;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes the axes of a panel: two in a plane, three in a scene, none for a table.</summary>
internal sealed class PanelAxes(FigureState panel, string suffix, PanelPlace place)
{
    /// <summary>A log axis with fewer powers of ten than this would have one number or none.</summary>
    private const double FewDecades = 2;

    private const int MostTicks = 8;

    /// <summary>Says in a trace where it is drawn.</summary>
    public void Bind(JsonObject trace)
    {
        switch (panel.Space)
        {
            case TraceSpace.Scene:
                trace["scene"] = "scene" + suffix;
                break;
            case TraceSpace.Sheet:
                trace["domain"] = place.Domain();
                break;
            default:
                trace["xaxis"] = "x" + suffix;
                trace["yaxis"] = "y" + suffix;
                break;
        }
    }

    /// <summary>Adds the axes to the layout.</summary>
    public void Write(JsonObject layout)
    {
        if (panel.Space == TraceSpace.Scene)
        {
            layout["scene" + suffix] = Scene(panel.Traces.OfType<SurfaceTrace>().First());
        }
        else if (panel.Space == TraceSpace.Plane)
        {
            WritePlane(layout);
        }
    }

    private void WritePlane(JsonObject layout)
    {
        var x = FigureTheme.Axis(panel.X);
        var y = FigureTheme.Axis(panel.Y);
        if (PlacesOfPoints() is { Length: > 0 } ticks)
        {
            x.Remove("dtick");
            x["tickmode"] = "array";
            x["tickvals"] = FigureJson.Numbers(ticks);
            x["ticktext"] = FigureJson.Texts(ticks.Select(tick => tick.ToString("0.#####", CultureInfo.InvariantCulture)));
        }

        x["domain"] = FigureJson.Numbers([place.Left, place.Right]);
        y["domain"] = FigureJson.Numbers([place.Bottom, place.Top]);
        x["anchor"] = "y" + suffix;
        y["anchor"] = "x" + suffix;
        if (panel.EqualScale)
        {
            y["scaleanchor"] = "x" + suffix;
            x["constrain"] = "domain";
            y["constrain"] = "domain";
        }

        layout["xaxis" + suffix] = x;
        layout["yaxis" + suffix] = y;
    }

    /// <summary>The x of a few points on a short log axis, which then has its numbers there; else none.</summary>
    private double[] PlacesOfPoints()
    {
        if (panel.X.Scale != AxisScale.Log)
        {
            return [];
        }

        double[] places = [.. panel.Traces.OfType<LineTrace>().SelectMany(line => line.X).Where(x => x > 0 && double.IsFinite(x)).Distinct().Order()];
        return places.Length is > 1 and <= MostTicks && Math.Log10(places[^1] / places[0]) < FewDecades ? places : [];
    }

    private JsonObject Scene(SurfaceTrace surface) => new()
    {
        ["domain"] = place.Domain(),
        ["xaxis"] = Ground(panel.X),
        ["yaxis"] = Ground(panel.Y),
        ["zaxis"] = surface.HeightAxis(),
        ["camera"] = surface.Camera(),
        ["aspectmode"] = "manual",
        ["aspectratio"] = SurfaceTrace.Proportions(),
        ["annotations"] = surface.Words(panel.Marks.OfType<FigureMark.Note>()),
    };

    private static JsonObject Ground(FigureAxis axis)
    {
        var json = FigureTheme.SceneAxis(axis.Title);
        if (axis.Range is { } range)
        {
            json["range"] = FigureJson.Numbers([range.Low, range.High]);
        }

        return json;
    }
}
