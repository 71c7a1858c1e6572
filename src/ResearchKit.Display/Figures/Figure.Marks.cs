namespace ResearchKit.Display;

/// <content>Lines and words that are not data.</content>
public sealed partial class Figure
{
    /// <summary>Adds a dashed line at a value of y.</summary>
    /// <param name="y">The value.</param>
    /// <param name="label">What it means, for example <c>"chance"</c>.</param>
    /// <returns>A new figure.</returns>
    public Figure HorizontalLine(double y, string label = "") => Mark(new FigureMark.ReferenceLine(false, Finite(y), label));

    /// <summary>Adds a dashed line at a value of x.</summary>
    /// <param name="x">The value.</param>
    /// <param name="label">What it means.</param>
    /// <returns>A new figure.</returns>
    public Figure VerticalLine(double x, string label = "") => Mark(new FigureMark.ReferenceLine(true, Finite(x), label));

    /// <summary>Adds the dashed line on which x and y are equal.</summary>
    /// <param name="low">Where it starts.</param>
    /// <param name="high">Where it ends.</param>
    /// <param name="label">What it means.</param>
    /// <returns>A new figure.</returns>
    public Figure EqualityLine(double low, double high, string label = "") => Mark(new FigureMark.EqualityLine(Finite(low), Finite(high), label));

    /// <summary>Writes a word at a point.</summary>
    /// <param name="x">Where it is.</param>
    /// <param name="y">Where it is.</param>
    /// <param name="text">The word.</param>
    /// <returns>A new figure.</returns>
    public Figure Note(double x, double y, string text) => Mark(new FigureMark.Note(Finite(x), Finite(y), text, Dot: false));

    /// <summary>Names a point: a dot with a word beside it.</summary>
    /// <param name="x">Where it is.</param>
    /// <param name="y">Where it is.</param>
    /// <param name="text">The word.</param>
    /// <returns>A new figure.</returns>
    public Figure NamedPoint(double x, double y, string text) => Mark(new FigureMark.Note(Finite(x), Finite(y), text, Dot: true));

    private Figure Mark(FigureMark mark) => !_state.Panels.IsEmpty || _state.Frames is not null
        ? throw new InvalidOperationException($"Figure '{Name}' has panels or frames; add lines and words to each of them before joining them.")
        : _state.Space == TraceSpace.Sheet || (_state.Space == TraceSpace.Scene && mark is not FigureMark.Note)
            ? throw new InvalidOperationException($"Figure '{Name}' draws {_state.Traces[0].Describe()}; lines need a plane, and words a plane or a surface.")
            : new(_state with { Marks = _state.Marks.Add(mark) });

    private double Finite(double value) => double.IsFinite(value)
        ? value
        : throw new ArgumentException(FormattableString.Invariant($"Figure '{Name}': a line or word cannot stand at {value}; expected a finite number."));
}
