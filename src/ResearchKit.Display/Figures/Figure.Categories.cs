using System.Collections.Immutable;
using System.Numerics;

namespace ResearchKit.Display;

/// <content>Series by category.</content>
public sealed partial class Figure
{
    /// <summary>Adds a bar for each category; several series stand side by side, or upon each other when they name the same stack.</summary>
    /// <typeparam name="T">The number type of the values.</typeparam>
    /// <param name="categories">The categories.</param>
    /// <param name="values">Their values.</param>
    /// <param name="name">What the legend calls the series.</param>
    /// <param name="spread">The standard deviation of each value, drawn as whiskers, or null.</param>
    /// <param name="key">What chooses the colour; null takes the name.</param>
    /// <param name="stack">The stack that the bars stand upon: those added before with the same name; null stands beside all others.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a spread is negative, or the name is blank.</exception>
    public Figure Bars<T>(IEnumerable<string> categories, IEnumerable<T> values, string name, IEnumerable<T>? spread = null, string? key = null, string? stack = null)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(categories);
        FigureData.Name(name, nameof(name));
        ImmutableArray<string> names = [.. categories];
        var numbers = FigureData.Numbers(values, nameof(values));
        FigureData.SameLength(names.Length, numbers.Length, nameof(values), Name, name);
        var trace = new BarTrace(names, numbers, FigureData.Spread(spread, names.Length, nameof(spread), Name, name))
        {
            Name = name,
            Key = key ?? name,
            Stack = stack,
            Bases = stack is null ? [] : BarTrace.BasesUpon(names, numbers, [.. _state.Traces.OfType<BarTrace>().Where(bars => bars.Stack == stack)]),
        };
        return AddByCategory(trace, names);
    }

    /// <summary>Adds bars as high as means, with whiskers of one standard deviation where there are several values.</summary>
    /// <param name="categories">The categories.</param>
    /// <param name="values">What was measured in each.</param>
    /// <param name="name">What the legend calls the series.</param>
    /// <param name="key">What chooses the colour; null takes the name.</param>
    /// <param name="stack">The stack that the bars stand upon, or null.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">Lengths differ or the name is blank.</exception>
    public Figure Bars(IEnumerable<string> categories, IEnumerable<Measurement> values, string name, string? key = null, string? stack = null)
    {
        var (means, spread) = Split(values);
        return Bars(categories, means, name, spread, key, stack);
    }

    /// <summary>Adds a box for each category: median and quartiles, whiskers to the farthest value within 1.5 boxes, and the values themselves when they are at most 50 each.</summary>
    /// <typeparam name="T">The number type of the values.</typeparam>
    /// <param name="categories">The categories.</param>
    /// <param name="samples">The values of each category; those that are not finite are left out.</param>
    /// <param name="name">What the legend calls the series.</param>
    /// <param name="key">What chooses the colour; null takes the name.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">There are more or fewer samples than categories, or the name is blank.</exception>
    public Figure Boxes<T>(IEnumerable<string> categories, IEnumerable<IEnumerable<T>> samples, string name, string? key = null)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(samples);
        FigureData.Name(name, nameof(name));
        ImmutableArray<string> names = [.. categories];
        ImmutableArray<ImmutableArray<double>> values = [.. samples.Select(sample => FigureData.Numbers(sample, nameof(samples)))];
        FigureData.SameLength(names.Length, values.Length, nameof(samples), Name, name);
        return AddByCategory(new BoxTrace(names, values) { Name = name, Key = key ?? name }, names);
    }

    private Figure AddByCategory(FigureTrace trace, ImmutableArray<string> names)
    {
        var added = Add(trace)._state;
        return new(added with { X = added.X with { Categories = [.. added.X.Categories.Union(names)] } });
    }
}
