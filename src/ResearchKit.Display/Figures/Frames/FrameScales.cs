using System.Collections.Immutable;

namespace ResearchKit.Display;

/// <summary>Gives the frames of a figure the same axes, colours and bins, so that what moves between two frames is the data.</summary>
internal static class FrameScales
{
    private const double Room = 0.05;
    private const double NodeRoom = 0.12;

    /// <summary>Replaces the scales that each frame would choose for itself by those of all frames.</summary>
    public static ImmutableArray<FigureState> Share(IReadOnlyList<FigureState> frames)
    {
        if (frames[0].Panels.IsEmpty)
        {
            return SharePanel(frames);
        }

        var panels = Enumerable.Range(0, frames[0].Panels.Length).Select(place => SharePanel([.. frames.Select(frame => frame.Panels[place])])).ToList();
        return [.. frames.Select((frame, index) => frame with { Panels = [.. panels.Select(panel => panel[index])] })];
    }

    private static ImmutableArray<FigureState> SharePanel(IReadOnlyList<FigureState> frames)
    {
        var colored = frames.Select(frame => frame with { Traces = [.. frame.Traces.Select((trace, place) => trace.WithScaleOf(Peers(frames, place)))] });
        var histograms = frames.SelectMany(frame => frame.Traces).OfType<HistogramTrace>().ToList();
        var binned = histograms.Count == 0 ? colored : Binned(colored, HistogramBins.Of(histograms));
        return ShareAxes([.. binned]);
    }

    private static IEnumerable<FigureState> Binned(IEnumerable<FigureState> frames, HistogramBins bins) => frames.Select(frame => frame with { Bins = bins });

    private static IReadOnlyList<FigureTrace> Peers(IReadOnlyList<FigureState> frames, int place) =>
        [.. frames.Where(frame => place < frame.Traces.Length).Select(frame => frame.Traces[place])];

    private static ImmutableArray<FigureState> ShareAxes(ImmutableArray<FigureState> frames)
    {
        var extents = frames.Select(Extents).ToList();
        var x = Range(extents.Select(extent => extent.X), frames[0].X);
        var y = Range(extents.Select(extent => extent.Y), frames[0].Y);
        ImmutableArray<string> columns = [.. frames.SelectMany(frame => frame.X.Categories).Distinct()];
        ImmutableArray<string> rows = [.. frames.SelectMany(frame => frame.Y.Categories).Distinct()];
        return
        [
            .. frames.Select(frame => frame with
            {
                X = frame.X with { Range = frame.X.Range ?? x, Categories = columns },
                Y = frame.Y with { Range = frame.Y.Range ?? y, Categories = rows },
            }),
        ];
    }

    /// <summary>The range of all frames, or null where plotly.js chooses the same for each by itself.</summary>
    private static (double Low, double High)? Range(IEnumerable<FigureExtent> extents, FigureAxis axis)
    {
        var different = extents.Distinct().ToList();
        var all = different.Aggregate(FigureExtent.None, (sum, extent) => sum.With(extent));
        return different.Count == 1 || !all.Exists || !axis.Categories.IsEmpty ? null : all.Padded(axis.Scale, axis.Hidden ? NodeRoom : Room);
    }

    private static (FigureExtent X, FigureExtent Y) Extents(FigureState frame)
    {
        var (x, y) = (FigureExtent.None, FigureExtent.None);
        var bins = frame.HistogramBins;
        foreach (var extent in frame.Traces.Select(trace => trace.Extent(frame.X.Scale, frame.Y.Scale, bins)).Concat(frame.Marks.Select(mark => mark.Extent(frame.X.Scale, frame.Y.Scale))))
        {
            (x, y) = (x.With(extent.X), y.With(extent.Y));
        }

        return (x, y);
    }
}
