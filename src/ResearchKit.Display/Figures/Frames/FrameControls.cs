using System.Globalization;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes the slider and the buttons below a figure with frames.</summary>
internal sealed class FrameControls(FigureFrames frames, double plotWidth, double bottomMargin)
{
    /// <summary>The height they take, in CSS pixels.</summary>
    public const int Height = 84;

    private const int ButtonsWidth = 140;

    /// <summary>The slider, one step for each frame.</summary>
    public JsonArray Sliders() => new(new JsonObject
    {
        ["active"] = frames.Options.First,
        ["steps"] = new JsonArray([.. frames.Values.Select(Step)]),
        ["currentvalue"] = new JsonObject
        {
            ["prefix"] = FigureJson.Text(frames.Label) + " = ",
            ["suffix"] = string.IsNullOrEmpty(frames.Options.Unit) ? string.Empty : " " + FigureJson.Text(frames.Options.Unit),
            ["xanchor"] = "left",
            ["font"] = new JsonObject { ["size"] = FigureTheme.FontSize + 1, ["color"] = FigureTheme.Ink },
        },
        ["font"] = new JsonObject { ["size"] = FigureTheme.FontSize - 2 },
        ["x"] = FigureJson.Number(ButtonsWidth / plotWidth),
        ["len"] = FigureJson.Number(1 - (ButtonsWidth / plotWidth)),
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = FigureJson.Number(bottomMargin), ["b"] = 0 },
        ["transition"] = new JsonObject { ["duration"] = 0 },
    });

    /// <summary>The buttons that start and stop the frames.</summary>
    public JsonArray Buttons() => new(new JsonObject
    {
        ["type"] = "buttons",
        ["direction"] = "left",
        ["showactive"] = false,
        ["x"] = 0,
        ["xanchor"] = "left",
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = FigureJson.Number(bottomMargin + 18), ["b"] = 0 },
        ["font"] = new JsonObject { ["size"] = FigureTheme.FontSize - 2 },
        ["buttons"] = new JsonArray(Button("Play", null, frames.Options.Duration), Button("Pause", new JsonArray((JsonNode?)null), TimeSpan.Zero)),
    });

    private static JsonObject Step(string value, int index) => new()
    {
        ["label"] = FigureJson.Text(value),
        ["method"] = "animate",
        ["args"] = new JsonArray(new JsonArray(index.ToString(CultureInfo.InvariantCulture)), Move(TimeSpan.Zero)),
    };

    private static JsonObject Button(string label, JsonArray? which, TimeSpan duration) => new()
    {
        ["label"] = label,
        ["method"] = "animate",
        ["args"] = new JsonArray(which, Move(duration)),
    };

    private static JsonObject Move(TimeSpan duration) => new()
    {
        ["mode"] = "immediate",
        ["fromcurrent"] = true,
        ["frame"] = new JsonObject { ["duration"] = FigureJson.Number(duration.TotalMilliseconds), ["redraw"] = true },
        ["transition"] = new JsonObject { ["duration"] = 0 },
    };
}
