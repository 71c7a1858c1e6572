using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes the axes of a panel: two in a plane, three in a scene, none for a table.</summary>
internal sealed class PanelAxes(FigureState panel, string suffix, PanelPlace place)
{
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
