using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Heights over a grid as a surface in space; row i, column j of the heights belongs to y[i], x[j].</summary>
internal sealed record SurfaceTrace(ImmutableArray<double> X, ImmutableArray<double> Y, double[,] Heights, SurfaceOptions Options) : FigureTrace
{
    private const double Distance = 2.2;
    private const double Flatness = 0.7;
    private const double Room = 0.03;

    public override TraceSpace Space => TraceSpace.Scene;

    public override bool HasColorBar => true;

    private HeightScale? SharedScale { get; init; }

    private HeightScale Scale => SharedScale ?? HeightScale.Of([Heights], Options.Scale, Options.Ceiling);

    public override FigureTrace WithScaleOf(IReadOnlyList<FigureTrace> peers) =>
        this with { SharedScale = HeightScale.Of(peers.OfType<SurfaceTrace>().Select(peer => peer.Heights), Options.Scale, Options.Ceiling) };

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var scale = Scale;
        var colorBar = panel.ColorBarTitled(string.Empty);
        scale.AddTicks(colorBar);
        yield return new JsonObject
        {
            ["type"] = "surface",
            ["x"] = FigureJson.Numbers(X),
            ["y"] = FigureJson.Numbers(Y),
            ["z"] = FigureJson.Matrix(scale.Drawn(Heights, cut: Options.Ceiling is not null)),
            ["cmin"] = FigureJson.Number(scale.Low),
            ["cmax"] = FigureJson.Number(scale.High),
            ["colorscale"] = FigureTheme.Sequential(),
            ["colorbar"] = colorBar,
            ["connectgaps"] = false,

            // Little shading: a colour then stands for a height, whatever the slope.
            ["lighting"] = new JsonObject { ["ambient"] = 0.85, ["diffuse"] = 0.4, ["specular"] = 0.02 },
        };
    }

    /// <summary>Dots at points of the ground, lifted onto the surface.</summary>
    public JsonObject Dots(IEnumerable<FigureMark.Note> notes)
    {
        var points = notes.Where(note => note.Dot).ToList();
        return new JsonObject
        {
            ["type"] = "scatter3d",
            ["mode"] = "markers",
            ["x"] = FigureJson.Numbers(points.Select(note => note.X)),
            ["y"] = FigureJson.Numbers(points.Select(note => note.Y)),
            ["z"] = FigureJson.Numbers(points.Select(HeightAt)),
            ["marker"] = new JsonObject { ["size"] = 6, ["color"] = "white", ["line"] = new JsonObject { ["color"] = FigureTheme.Ink, ["width"] = 2 } },
            ["hoverinfo"] = "skip",
        };
    }

    /// <summary>The words of points, before the surface and joined to their points by lines, so that no hill hides them.</summary>
    public JsonArray Words(IEnumerable<FigureMark.Note> notes) => new(
    [
        .. notes.Select(note =>
        {
            var word = MarkWriter.Word(note.Text, note.X, note.Y);
            word["z"] = FigureJson.Number(HeightAt(note));
            word["showarrow"] = true;
            word["arrowhead"] = 0;
            word["arrowcolor"] = FigureTheme.Ink;
            (word["ax"], word["ay"]) = (0, 34);
            return word;
        }),
    ]);

    /// <summary>The axis of the heights.</summary>
    public JsonObject HeightAxis()
    {
        var scale = Scale;
        var room = (scale.High > scale.Low ? scale.High - scale.Low : 1) * Room;
        var axis = FigureTheme.SceneAxis(Options.HeightLabel);
        axis["range"] = FigureJson.Numbers([scale.Low - room, scale.High + room]);
        scale.AddTicks(axis);
        return axis;
    }

    /// <summary>Where the reader looks from.</summary>
    public JsonObject Camera()
    {
        var (azimuth, elevation) = (double.DegreesToRadians(Options.Azimuth), double.DegreesToRadians(Options.Elevation));
        return new JsonObject
        {
            ["eye"] = new JsonObject
            {
                ["x"] = FigureJson.Number(Distance * Math.Cos(elevation) * Math.Cos(azimuth)),
                ["y"] = FigureJson.Number(Distance * Math.Cos(elevation) * Math.Sin(azimuth)),
                ["z"] = FigureJson.Number(Distance * Math.Sin(elevation)),
            },

            // The words along the ground stand below it and need the room.
            ["center"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["z"] = -0.15 },
        };
    }

    /// <summary>How long the axes are drawn: the ground square, the heights lower.</summary>
    public static JsonObject Proportions() => new() { ["x"] = 1, ["y"] = 1, ["z"] = Flatness };

    public override string Describe() => $"surface over a {X.Length} by {Y.Length} grid: {Range(Heights.Cast<double>(), "heights")}";

    private double HeightAt(FigureMark.Note note) => Scale.Drawn(Heights, cut: Options.Ceiling is not null)[Nearest(Y, note.Y), Nearest(X, note.X)];

    private static int Nearest(ImmutableArray<double> grid, double value) =>
        Enumerable.Range(0, grid.Length).MinBy(i => Math.Abs(grid[i] - value));
}
