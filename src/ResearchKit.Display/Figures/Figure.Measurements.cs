using System.Numerics;

namespace ResearchKit.Display;

/// <content>Series of quantities that were measured several times: the mean is drawn, with its spread.</content>
public sealed partial class Figure
{
    /// <summary>Adds a line through means, with a band of one standard deviation where there are several values.</summary>
    /// <typeparam name="TX">The number type of x.</typeparam>
    /// <param name="x">Where the points are.</param>
    /// <param name="y">What was measured there.</param>
    /// <param name="name">What the legend calls the line.</param>
    /// <param name="key">What chooses the colour; null takes the name.</param>
    /// <param name="dash">How the line is drawn.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ or the name is blank.</exception>
    public Figure Line<TX>(IEnumerable<TX> x, IEnumerable<Measurement> y, string name, string? key = null, LineDash dash = LineDash.Auto)
        where TX : INumber<TX>
    {
        var (means, spread) = Split(y);
        return Line(x, means, name, spread, key, dash);
    }

    /// <summary>Adds points at means, with whiskers of one standard deviation where there are several values.</summary>
    /// <typeparam name="TX">The number type of x.</typeparam>
    /// <param name="x">Where the points are.</param>
    /// <param name="y">What was measured there.</param>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="labels">A word beside each point, or null.</param>
    /// <param name="key">What chooses colour and marker; null takes the name.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ or the name is blank.</exception>
    public Figure Scatter<TX>(IEnumerable<TX> x, IEnumerable<Measurement> y, string name, IEnumerable<string>? labels = null, string? key = null)
        where TX : INumber<TX>
    {
        var (means, spread) = Split(y);
        return Scatter(x, means, name, spread, labels, key);
    }

    /// <summary>A mean without deviation has no whisker; where none has one there is no spread at all.</summary>
    private static (double[] Means, double[]? Spread) Split(IEnumerable<Measurement> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var list = values.ToList();
        var spread = list.Exists(value => value.StandardDeviation is not null) ? list.Select(value => value.StandardDeviation ?? double.NaN).ToArray() : null;
        return ([.. list.Select(value => value.Mean)], spread);
    }
}
