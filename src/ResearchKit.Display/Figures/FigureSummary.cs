namespace ResearchKit.Display;

/// <summary>Says in one line what a figure plots.</summary>
internal static class FigureSummary
{
    public static string Of(FigureState state) => $"Figure {state.Name}: {Slider(state)}{Whole(state.Frames is { } frames ? frames.States[frames.Options.First] : state)}".ReplaceLineEndings(" ");

    private static string Slider(FigureState state) => state.Frames is { } frames
        ? $"{frames.States.Length} frames, {frames.Title(0)} to {frames.Title(frames.States.Length - 1)}; at {frames.Title(frames.Options.First)}: "
        : string.Empty;

    private static string Whole(FigureState state)
    {
        var parts = state.Panels.IsEmpty
            ? state.Traces.Select(trace => trace.Describe())
            : state.Panels.Select((panel, index) => $"({(char)('a' + index)}) {Content(panel)}");
        var axes = state.Panels.IsEmpty ? Axes(state) : string.Empty;
        return axes + string.Join("; ", parts);
    }

    private static string Content(FigureState panel) =>
        (panel.Title.Length > 0 ? panel.Title + ", " : string.Empty) + Axes(panel) + string.Join("; ", panel.Traces.Select(trace => trace.Describe()));

    private static string Axes(FigureState state) =>
        state.X.Label.Length > 0 && state.Y.Label.Length > 0 ? $"{state.Y.Title} against {state.X.Title}. " : string.Empty;
}
