using System.Globalization;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes a figure with frames as Plotly JSON: the first frame whole, of the others what is not the same in all.</summary>
internal static class FrameWriter
{
    /// <summary>Objects of the layout that stand in lists, which plotly.js changes item by item.</summary>
    private static readonly string[] Lists = ["annotations", "shapes"];

    /// <summary>The size a figure with frames has when none is set.</summary>
    public static (int Width, int Height) DefaultSize(FigureFrames frames)
    {
        var sizes = frames.States.Select(state => (Width: state.Width ?? FigureLayout.DefaultSize(state).Width, Height: state.Height ?? FigureLayout.DefaultSize(state).Height)).ToList();
        return (sizes.Max(size => size.Width), sizes.Max(size => size.Height) + FrameControls.Height);
    }

    /// <summary>Writes the figure.</summary>
    public static JsonObject Write(FigureState figure, FigureFrames frames, int width, int height, FigureColors colors)
    {
        var written = frames.States.Select(state => FigureLayout.Write(state, width, height - FrameControls.Height, colors)).ToList();
        var layouts = written.Select(json => json["layout"]!.AsObject()).ToList();
        var traces = new FrameSlots([.. written.Select(json => json["data"]!.AsArray())], TraceKind);
        var lists = Lists.ToDictionary(list => list, list => new FrameSlots([.. layouts.Select(layout => layout[list] as JsonArray ?? [])], static _ => string.Empty));
        foreach (var layout in layouts)
        {
            layout["meta"] = new JsonObject { ["name"] = figure.Name };
        }

        var changingKeys = FrameSlots.ChangingKeys(layouts).Except(Lists).ToList();
        var first = layouts[frames.Options.First].DeepClone().AsObject();
        foreach (var (list, slots) in lists.Where(pair => pair.Value.Count > 0))
        {
            first[list] = slots.Whole(frames.Options.First);
        }

        AddControls(first, frames, height);
        return new JsonObject
        {
            ["data"] = traces.Whole(frames.Options.First),
            ["layout"] = first,
            ["frames"] = new JsonArray([.. layouts.Select((layout, frame) => Frame(frame, traces, ChangesOf(layout, frame, changingKeys, lists)))]),
        };
    }

    /// <summary>What traces must have in common to stand for each other; lines do not become markers, because plotly.js cannot take a trace's <c>marker</c> away.</summary>
    private static string TraceKind(JsonObject trace) => $"{trace["type"]} {trace["mode"]} {trace["xaxis"]}{trace["scene"]}{trace["domain"]?.ToJsonString()}";

    private static JsonObject Frame(int frame, FrameSlots traces, JsonObject layout)
    {
        var changing = traces.Changing();
        return new JsonObject
        {
            ["name"] = frame.ToString(CultureInfo.InvariantCulture),
            ["data"] = new JsonArray([.. changing.Select(slot => traces.Change(slot, frame))]),
            ["traces"] = new JsonArray([.. changing.Select(slot => JsonValue.Create(slot))]),
            ["layout"] = layout,
        };
    }

    private static JsonObject ChangesOf(JsonObject layout, int frame, IEnumerable<string> keys, Dictionary<string, FrameSlots> lists)
    {
        var changes = new JsonObject(keys.Select(key => KeyValuePair.Create(key, layout[key]?.DeepClone())));
        foreach (var (list, slots) in lists.Where(pair => pair.Value.Changing().Count > 0))
        {
            changes[list] = new JsonArray([.. Enumerable.Range(0, slots.Count).Select(slot => slots.Change(slot, frame))]);
        }

        return changes;
    }

    private static void AddControls(JsonObject layout, FigureFrames frames, int height)
    {
        var margin = layout["margin"]!.AsObject();
        var bottom = (int)margin["b"]!;
        var controls = new FrameControls(frames, (int)layout["width"]! - (int)margin["l"]! - (int)margin["r"]!, bottom);
        margin["b"] = bottom + FrameControls.Height;
        layout["height"] = height;
        layout["sliders"] = controls.Sliders();
        layout["updatemenus"] = controls.Buttons();
    }
}
