using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit.Display;

/// <content>Figures with a slider.</content>
public sealed partial class Figure
{
    private const int FrameLimit = 200;

    /// <summary>Makes a figure with a slider and a play button: one figure for each value, all on the same axes, colours and bins.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="label">What the slider counts, for example <c>"interpolation λ"</c>.</param>
    /// <param name="values">The value of each frame, 1 to 200.</param>
    /// <param name="draw">Draws the frame of a number from 0; it is called once for each, in order. Frames may be grids, all with the same number of panels.</param>
    /// <param name="options">The unit, the first frame, the frames of the static picture and the speed; null for plain ones.</param>
    /// <returns>A figure that moves where its Plotly JSON is shown, and whose picture shows some frames side by side.</returns>
    /// <exception cref="ArgumentException">There is no frame or more than 200, frames have different panels or a slider of their own, or the options name a frame that does not exist.</exception>
    public static Figure Frames<T>(string name, string label, IEnumerable<T> values, Func<int, Figure> draw, FrameOptions? options = null)
    {
        FigureData.Name(name, nameof(name));
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(draw);
        options ??= new FrameOptions();
        ImmutableArray<string> words = [.. values.Select(value => FrameWord(value))];
        if (words.Length is 0 or > FrameLimit)
        {
            throw new ArgumentException($"Figure '{name}' has {words.Length} frames; expected 1 to {FrameLimit}.", nameof(values));
        }

        CheckFrameOptions(name, options, words.Length);
        var states = words.Select((_, index) => FrameState(name, draw(index), index)).ToList();
        var different = states.FindIndex(state => state.Panels.Length != states[0].Panels.Length || state.Columns != states[0].Columns);
        if (different > 0)
        {
            throw new ArgumentException($"Figure '{name}': frame {different} has {states[different].Panels.Length} panels in {states[different].Columns} columns, frame 0 has {states[0].Panels.Length} in {states[0].Columns}; all need the same.", nameof(draw));
        }

        return new(new FigureState(name) { Frames = new FigureFrames(label, words, FrameScales.Share(states), options) });
    }

    private static FigureState FrameState(string name, Figure? frame, int index) => frame switch
    {
        null => throw new ArgumentException($"Figure '{name}': frame {index} is null; expected a figure."),
        { _state.Frames: not null } => throw new ArgumentException($"Figure '{name}': frame {index}, '{frame.Name}', has a slider of its own; a frame stands still."),
        _ => frame._state,
    };

    private static void CheckFrameOptions(string name, FrameOptions options, int count)
    {
        var missing = options.Still.Append(options.First).Where(frame => frame < 0 || frame >= count).ToList();
        if (missing.Count > 0)
        {
            throw new ArgumentException($"Figure '{name}': the options name frame {missing[0]}, but the frames are 0 to {count - 1}.", nameof(options));
        }

        if (options.Duration <= TimeSpan.Zero)
        {
            throw new ArgumentException($"Figure '{name}': a frame cannot stand for {options.Duration}; expected a positive time.", nameof(options));
        }
    }

    /// <summary>A value as the slider writes it: numbers with four digits at most.</summary>
    private static string FrameWord<T>(T value) => value switch
    {
        null => string.Empty,
        float or double or Half or decimal => ((IFormattable)value).ToString("G4", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
