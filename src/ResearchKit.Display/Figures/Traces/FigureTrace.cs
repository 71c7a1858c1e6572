using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>One series of data in a figure.</summary>
internal abstract record FigureTrace
{
    /// <summary>What the legend calls it, or an empty text when it is not in the legend.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What chooses its colour, or an empty text when it has colours of its own.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>Whether a colour bar stands beside the panel.</summary>
    public virtual bool HasColorBar => false;

    /// <summary>Writes the series, as one Plotly trace or several; the first that has a name stands in the legend.</summary>
    public abstract IEnumerable<JsonObject> ToPlotly(PanelContext panel);

    /// <summary>Says in a few words what the series holds.</summary>
    public abstract string Describe();

    /// <summary>The count and range of finite numbers, for <see cref="Describe"/>.</summary>
    protected static string Range(IEnumerable<double> values, string what)
    {
        var finite = values.Where(double.IsFinite).ToList();
        return finite.Count == 0
            ? $"no {what}"
            : $"{finite.Count} {what}, {Numbers.Significant(finite.Min(), 3)} to {Numbers.Significant(finite.Max(), 3)}";
    }
}
