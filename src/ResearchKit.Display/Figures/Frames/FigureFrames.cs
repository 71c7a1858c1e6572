using System.Collections.Immutable;

namespace ResearchKit.Display;

/// <summary>The frames of a figure with a slider: what the slider counts, and a figure for each of its places.</summary>
/// <param name="Label">What the slider counts.</param>
/// <param name="Values">The value of each frame, as words.</param>
/// <param name="States">The figure of each frame; all have the same panels.</param>
/// <param name="Options">How they are shown.</param>
internal sealed record FigureFrames(string Label, ImmutableArray<string> Values, ImmutableArray<FigureState> States, FrameOptions Options)
{
    private const int StillCount = 4;
    private const int StillColumns = 2;

    /// <summary>The words for one frame, for example <c>λ = 0.5</c>.</summary>
    public string Title(int frame) => $"{Label} = {Values[frame]}{(string.IsNullOrEmpty(Options.Unit) ? string.Empty : " " + Options.Unit)}";

    /// <summary>The figure without slider that stands for all frames where nothing can be moved.</summary>
    public FigureState Still(string name)
    {
        var hasPanels = !States[0].Panels.IsEmpty;
        var shown = Options.Still.Count > 0 ? Options.Still
            : hasPanels ? [Options.First]
            : [.. Spaced()];
        if (shown.Count == 1 && !hasPanels)
        {
            return Titled(shown[0]) with { Name = name };
        }

        // With panels, each frame is a block of rows of its own; blanks would have no axes, so a block must fill its rows.
        var panels = shown.SelectMany(frame => hasPanels ? TitledPanels(frame) : [Titled(frame)]).ToImmutableArray();
        return new FigureState(name) { Panels = panels, Columns = hasPanels ? States[0].Columns : Math.Min(StillColumns, panels.Length) };
    }

    private IEnumerable<int> Spaced()
    {
        var count = Math.Min(StillCount, States.Length);
        return Enumerable.Range(0, count).Select(i => count == 1 ? Options.First : (int)Math.Round(i * (States.Length - 1) / (count - 1.0)));
    }

    private FigureState Titled(int frame) => WithPrefix(States[frame], frame);

    private IEnumerable<FigureState> TitledPanels(int frame) => States[frame].Panels.Select((panel, index) => index == 0 ? WithPrefix(panel, frame) : panel);

    private FigureState WithPrefix(FigureState panel, int frame) => panel with { Title = panel.Title.Length > 0 ? $"{Title(frame)}: {panel.Title}" : Title(frame) };
}
