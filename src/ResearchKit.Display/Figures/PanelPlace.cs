using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Where a panel stands, in fractions of the plot area.</summary>
internal sealed record PanelPlace(double Left, double Right, double Bottom, double Top)
{
    /// <summary>The place of what has no axes in the plane.</summary>
    public JsonObject Domain() => new() { ["x"] = FigureJson.Numbers([Left, Right]), ["y"] = FigureJson.Numbers([Bottom, Top]) };

    /// <summary>The colour bar to the right of the panel.</summary>
    public JsonObject ColorBar() => new()
    {
        ["x"] = FigureJson.Number(Right),
        ["xpad"] = 8,
        ["y"] = FigureJson.Number((Bottom + Top) / 2),
        ["len"] = FigureJson.Number(Top - Bottom),
        ["ypad"] = 0,
        ["thickness"] = 14,
        ["outlinewidth"] = 0,
        ["ticks"] = "outside",
    };
}
