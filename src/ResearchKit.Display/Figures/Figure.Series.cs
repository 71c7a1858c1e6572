using System.Collections.Immutable;
using System.Numerics;

namespace ResearchKit.Display;

/// <content>Series against x.</content>
public sealed partial class Figure
{
    /// <summary>Adds a line, with dots when the points are at most 30.</summary>
    /// <typeparam name="TX">The number type of x.</typeparam>
    /// <typeparam name="TY">The number type of y.</typeparam>
    /// <param name="x">Where the points are.</param>
    /// <param name="y">Their values.</param>
    /// <param name="name">What the legend calls the line.</param>
    /// <param name="spread">The standard deviation at each point, drawn as a band to either side, or null.</param>
    /// <param name="key">What chooses the colour: the same key has the same colour in every figure. Null takes the name.</param>
    /// <param name="dash">How the line is drawn.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a spread is negative, or the name is blank.</exception>
    public Figure Line<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, string name, IEnumerable<TY>? spread = null, string? key = null, LineDash dash = LineDash.Auto)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        var (xs, ys) = Pair(x, y, name);
        return Add(new LineTrace(xs, ys, FigureData.Spread(spread, xs.Length, nameof(spread), Name, name), dash) { Name = name, Key = key ?? name });
    }

    /// <summary>Adds several lines over the same x.</summary>
    /// <typeparam name="TX">The number type of x.</typeparam>
    /// <typeparam name="TY">The number type of y.</typeparam>
    /// <param name="x">Where the points are.</param>
    /// <param name="lines">The name and the values of each line.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ or a name is blank.</exception>
    public Figure Lines<TX, TY>(IEnumerable<TX> x, params IEnumerable<(string Name, TY[] Y)> lines)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(lines);
        var xs = x.ToArray();
        return lines.Aggregate(this, (figure, line) => figure.Line(xs, line.Y, line.Name));
    }

    /// <summary>Adds the area between two curves.</summary>
    /// <typeparam name="TX">The number type of x.</typeparam>
    /// <typeparam name="TY">The number type of the curves.</typeparam>
    /// <param name="x">Where the points are.</param>
    /// <param name="low">The lower curve.</param>
    /// <param name="high">The upper curve.</param>
    /// <param name="name">What the legend calls the area.</param>
    /// <param name="key">What chooses the colour; null takes the name.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ or the name is blank.</exception>
    public Figure Band<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> low, IEnumerable<TY> high, string name, string? key = null)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        var (xs, lows) = Pair(x, low, name);
        var highs = FigureData.Numbers(high, nameof(high));
        FigureData.SameLength(xs.Length, highs.Length, nameof(high), Name, name);
        return Add(new BandTrace(xs, lows, highs) { Name = name, Key = key ?? name });
    }

    /// <summary>Adds points.</summary>
    /// <typeparam name="TX">The number type of x.</typeparam>
    /// <typeparam name="TY">The number type of y.</typeparam>
    /// <param name="x">Where the points are.</param>
    /// <param name="y">Their values.</param>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="spread">The standard deviation at each point, drawn as whiskers, or null.</param>
    /// <param name="labels">A word beside each point, or null.</param>
    /// <param name="key">What chooses colour and marker; null takes the name.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a spread is negative, or the name is blank.</exception>
    public Figure Scatter<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, string name, IEnumerable<TY>? spread = null, IEnumerable<string>? labels = null, string? key = null)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        var (xs, ys) = Pair(x, y, name);
        ImmutableArray<string> words = [.. labels ?? []];
        FigureData.SameLength(labels is null ? 0 : xs.Length, words.Length, nameof(labels), Name, name);
        return Add(new ScatterTrace(xs, ys, FigureData.Spread(spread, xs.Length, nameof(spread), Name, name), words) { Name = name, Key = key ?? name });
    }

    /// <summary>Adds how often values fall into bins of equal width; the histograms of one figure share their bins.</summary>
    /// <typeparam name="T">The number type of the values.</typeparam>
    /// <param name="values">The values; those that are not finite are left out.</param>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="bins">How many bins, 1 to 1000; the largest of the figure's histograms counts.</param>
    /// <param name="key">What chooses the colour; null takes the name.</param>
    /// <returns>A new figure.</returns>
    public Figure Histogram<T>(IEnumerable<T> values, string name, int bins = 30, string? key = null)
        where T : INumber<T>
    {
        FigureData.Name(name, nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1000);
        var added = Add(new HistogramTrace(FigureData.Numbers(values, nameof(values)), bins) { Name = name, Key = key ?? name })._state;
        return new(added with { Y = added.Y.Label.Length > 0 ? added.Y : added.Y with { Label = "count" } });
    }

    private (ImmutableArray<double> X, ImmutableArray<double> Y) Pair<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        FigureData.Name(name, nameof(name));
        var xs = FigureData.Numbers(x, nameof(x));
        var ys = FigureData.Numbers(y, nameof(y));
        FigureData.SameLength(xs.Length, ys.Length, nameof(y), Name, name);
        return (xs, ys);
    }

    private Figure Add(FigureTrace trace)
    {
        if (!_state.Traces.IsEmpty && _state.Space != trace.Space)
        {
            throw new InvalidOperationException($"Figure '{Name}' cannot draw {trace.Describe()} upon {_state.Traces[0].Describe()}; make two figures and join them with Figure.Grid.");
        }

        if (trace.Space != TraceSpace.Plane && _state.Marks.Any(mark => mark is not FigureMark.Note))
        {
            throw new InvalidOperationException($"Figure '{Name}' has lines, which can only be drawn in a plane.");
        }

        return Joined(trace);
    }

    private Figure Joined(FigureTrace trace) => _state.Frames is not null
        ? throw new InvalidOperationException($"Figure '{Name}' is made of frames; add series to each frame as it is drawn.")
        : _state.Panels.IsEmpty
            ? new(_state with { Traces = _state.Traces.Add(trace) })
            : throw new InvalidOperationException($"Figure '{Name}' is a grid of panels; add series to a panel before joining them.");
}
