namespace ResearchKit.Display;

/// <content>Axes.</content>
public sealed partial class Figure
{
    /// <summary>Describes the x axis.</summary>
    /// <param name="label">What it measures.</param>
    /// <param name="unit">The unit, or null for a number without one.</param>
    /// <param name="scale">How numbers are laid out.</param>
    /// <param name="range">The lowest and highest number shown, or null for those of the data.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">The range is empty, not finite, or not positive on a log axis.</exception>
    public Figure X(string label, string? unit = null, AxisScale scale = AxisScale.Linear, (double Low, double High)? range = null) =>
        new(_state with { X = Describe(_state.X, label, unit, scale, range) });

    /// <summary>Describes the y axis.</summary>
    /// <param name="label">What it measures.</param>
    /// <param name="unit">The unit, or null for a number without one.</param>
    /// <param name="scale">How numbers are laid out.</param>
    /// <param name="range">The lowest and highest number shown, or null for those of the data.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">The range is empty, not finite, or not positive on a log axis.</exception>
    public Figure Y(string label, string? unit = null, AxisScale scale = AxisScale.Linear, (double Low, double High)? range = null) =>
        new(_state with { Y = Describe(_state.Y, label, unit, scale, range) });

    /// <summary>Draws a step of x as long as the same step of y.</summary>
    /// <returns>A new figure.</returns>
    public Figure WithEqualScale() => new(_state with { EqualScale = true });

    /// <summary>Leaves both axes out, as suits a picture whose places have no numbers.</summary>
    /// <returns>A new figure.</returns>
    public Figure WithoutAxes() => new(_state with { X = _state.X with { Hidden = true }, Y = _state.Y with { Hidden = true } });

    private FigureAxis Describe(FigureAxis axis, string label, string? unit, AxisScale scale, (double Low, double High)? range)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (range is { } r && !(double.IsFinite(r.Low) && double.IsFinite(r.High) && r.Low < r.High && (scale == AxisScale.Linear || r.Low > 0)))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Figure '{Name}', axis '{label}': the range {r.Low} to {r.High} cannot be drawn; expected low < high, both finite{(scale == AxisScale.Log ? " and positive" : string.Empty)}."),
                nameof(range));
        }

        return axis with { Label = label, Unit = unit, Scale = scale, Range = range };
    }
}
